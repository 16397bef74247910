import { Injectable } from '@nestjs/common';
import {
  type CataloguePlan,
  type CatalogueQuestion,
  PlanCataloguePort,
} from '../../../modules/products/plan-catalogue.port.js';
import { listTechnologies } from '../operations/contract-sales.js';
import { listPlansForSale } from '../operations/sales-catalogue.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { isNamed, salesPlaceOf } from './sales-place.js';
import { ERP_REGISTER } from './erp-register.js';

@Injectable()
export class PlanCatalogueAdapter extends PlanCataloguePort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async plans({ service, contractKind, person, city, state }: CatalogueQuestion): Promise<readonly CataloguePlan[]> {
    const [technologies, place] = await Promise.all([
      this.erp.call(listTechnologies, {}, ERP_REGISTER),
      salesPlaceOf(this.erp, { contractKind, city, state }),
    ]);
    if (place === undefined) return [];
    const sold = await Promise.all(
      technologies.value
        .filter((technology) => isNamed(technology.service, service))
        .map(({ id }) =>
          this.erp.call(
            listPlansForSale,
            {
              path: {
                idTecnologia: id,
                idTipoContrato: place.kindId,
                tipoPessoa: person === 'natural' ? 'PessoaFisica' : 'PessoaJuridica',
                idCidade: place.cityId,
              },
            },
            ERP_REGISTER,
          ),
        ),
    );
    return sold
      .flatMap(({ value }) => value)
      .map((plan) => ({
        id: plan.id,
        name: plan.description ?? plan.id,
        technology: plan.technology,
        service: plan.service,
        priceCents: plan.usesPriceTable ? null : plan.priceCents,
        speedLabel: plan.network?.speed ?? null,
      }));
  }
}
