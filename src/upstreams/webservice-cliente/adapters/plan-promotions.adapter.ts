import { Inject, Injectable } from '@nestjs/common';
import {
  type PlanPromotion,
  PlanPromotionsPort,
  type PromotionQuestion,
} from '../../../modules/products/plan-promotions.port.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { listDistricts } from '../operations/addresses.js';
import { listActivePromotions, listTechnologies } from '../operations/contract-sales.js';
import { listPlansForSale } from '../operations/sales-catalogue.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';
import { isNamed, salesPlaceOf } from './sales-place.js';

@Injectable()
export class PlanPromotionsAdapter extends PlanPromotionsPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
  ) {
    super();
  }

  async active(question: PromotionQuestion): Promise<readonly PlanPromotion[]> {
    const tipoPessoa = question.person === 'natural' ? 'PessoaFisica' : 'PessoaJuridica';
    const [technologies, place] = await Promise.all([
      this.erp.call(listTechnologies, {}, ERP_REGISTER),
      salesPlaceOf(this.erp, question),
    ]);
    const technologyId = technologies.value.find(({ name }) => isNamed(name, question.technology))?.id;
    if (place === undefined || technologyId === undefined) return [];
    const [districts, plans] = await Promise.all([
      this.erp.call(listDistricts, { path: { idCidade: place.cityId }, query: {} }, ERP_REGISTER),
      this.erp.call(
        listPlansForSale,
        {
          path: { idTecnologia: technologyId, idTipoContrato: place.kindId, tipoPessoa, idCidade: place.cityId },
        },
        ERP_REGISTER,
      ),
    ]);
    const districtId = districts.value.find(({ name }) => isNamed(name, question.district))?.id;
    const planId = plans.value.find(({ description }) => isNamed(description, question.plan))?.id;
    if (districtId === undefined || planId === undefined) return [];
    const { value } = await this.erp.call(
      listActivePromotions,
      {
        body: {
          idFormaCobranca: this.registers.chargingFormId,
          idTipoContrato: place.kindId,
          idCidade: place.cityId,
          idBairro: districtId,
          idPerfil: this.registers.salesProfileId,
          estado: question.state.toUpperCase(),
          cep: `${question.postalCode.slice(0, 5)}-${question.postalCode.slice(5)}`,
          prePago: false,
          tipoPessoa,
          idPlano: planId,
          idTecnologia: technologyId,
        },
      },
      ERP_REGISTER,
    );
    return value.map((row) => ({
      id: row.id,
      name: row.description ?? row.id,
      discountPercent: row.discountPercent,
      discountCents: row.discountCents,
      months: row.months,
    }));
  }
}
