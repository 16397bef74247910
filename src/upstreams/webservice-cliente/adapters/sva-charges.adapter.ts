import { Inject, Injectable } from '@nestjs/common';
import { type SvaCharge, type SvaChargeHolder, SvaChargesPort } from '../../../modules/svas/sva-charges.port.js';
import { normaliseWord } from '../../core/fields.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { listCities } from '../operations/addresses.js';
import { contractOnly, readContract } from '../operations/contracts.js';
import { listServices, registerAdditionalService } from '../operations/finance-registers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

const CONTRACT_CACHE = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };

@Injectable()
export class SvaChargesAdapter extends SvaChargesPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
  ) {
    super();
  }

  async priceOf(holder: SvaChargeHolder, contractId: string, erpServiceId: string): Promise<number | undefined> {
    const idCidade = await this.cityIdOf(holder, contractId);
    if (idCidade === undefined) return undefined;
    // A price decides what is charged: it is never a kept one.
    const { value } = await this.erp.call(
      listServices,
      { path: { idCidade, idEmpresa: this.registers.companyId } },
      { owner: holder.id },
    );
    return value.find(({ id }) => id === erpServiceId)?.priceCents;
  }

  async charge(holder: SvaChargeHolder, charge: SvaCharge): Promise<{ readonly id: string } | 'uncertain'> {
    try {
      const { value } = await this.erp.call(
        registerAdditionalService,
        {
          body: {
            idUsuario: this.registers.registrantId,
            idCliente: holder.erpCustomerId,
            idServico: charge.erpServiceId,
            idContrato: charge.contractId,
            obs: `Contratado pelo cliente no aplicativo. Referência ${charge.reference}.`,
            qtdeParcelas: 1,
          },
        },
        { owner: holder.id },
      );
      return value;
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'uncertain') return 'uncertain';
      throw error;
    }
  }

  /** A contract tells its city by name; services are registered by the city's id. */
  private async cityIdOf(holder: SvaChargeHolder, contractId: string): Promise<string | undefined> {
    const contract = await this.erp.call(readContract, contractOnly(contractId), {
      owner: holder.id,
      cache: CONTRACT_CACHE,
    });
    const [address] = contract.value.addresses;
    const city = address?.city;
    const uf = address?.state;
    if (city == null || uf == null || !/^[A-Z]{2}$/.test(uf)) return undefined;
    const cities = await this.erp.call(listCities, { path: { uf }, query: {} }, ERP_REGISTER);
    return cities.value.find(({ name }) => normaliseWord(name) === normaliseWord(city))?.id;
  }
}
