import { Inject, Injectable } from '@nestjs/common';
import { type Viability, ViabilityPort, type ViabilityQuestion } from '../../../modules/coverage/viability.port.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { type ErpSalesConfig, erpSalesConfig } from '../erp-sales.config.js';
import { checkTechnicalViability } from '../operations/prospect-viability.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const RESULTS = { APROVADO: 'APPROVED', REPROVADO: 'REFUSED', UNKNOWN: 'UNKNOWN' } as const;
const METRES = 1_000;

@Injectable()
export class ViabilityAdapter extends ViabilityPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
    @Inject(erpSalesConfig.token) private readonly sales: ErpSalesConfig,
  ) {
    super();
  }

  async check({ streetId, houseNumber, place, unit }: ViabilityQuestion): Promise<Viability> {
    const inCondominium =
      unit === undefined || !this.sales.connectMaster
        ? {}
        : {
            idCondominioCM: unit.condominiumId,
            idBloco: unit.blockId,
            andar: unit.floor,
            numeroCasa: unit.houseNumber,
          };
    const { value } = await this.erp.call(
      checkTechnicalViability,
      {
        body: {
          idEndereco: streetId,
          numero: houseNumber,
          latitude: degrees(place.latitude),
          longitude: degrees(place.longitude),
          idSegmentoProspecto: this.registers.prospectSegmentId,
          ...inCondominium,
        },
      },
      { owner: 'shared' },
    );
    const result = RESULTS[value.result];
    return {
      result,
      distanceKm: value.distance === null ? null : Math.round(value.distance * METRES) / METRES,
      // The distance is that to a box of the fibre network.
      technology: result === 'APPROVED' ? 'FIBRA' : null,
    };
  }
}

/** Never in the exponent form that small numbers print in. */
const degrees = (value: number): string => value.toFixed(7);
