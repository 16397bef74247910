import { Inject, Injectable } from '@nestjs/common';
import {
  type LeadDetails,
  type LeadOutcome,
  LeadRegistrationPort,
} from '../../../modules/coverage/lead-registration.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { type ErpSalesConfig, erpSalesConfig } from '../erp-sales.config.js';
import { registerProspect } from '../operations/prospect-registration.js';
import { readProspect, searchProspects } from '../operations/prospects.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const CALL = { owner: 'coverage-leads', priority: 'background' } as const;
/** Of the same name; the latest are the likeliest. */
const MOST_READ = 10;

@Injectable()
export class LeadRegistrationAdapter extends LeadRegistrationPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
    @Inject(erpSalesConfig.token) private readonly sales: ErpSalesConfig,
  ) {
    super();
  }

  async register(lead: LeadDetails): Promise<LeadOutcome> {
    try {
      const { value } = await this.erp.call(
        registerProspect,
        {
          body: {
            tipoPessoa: 'PessoaFisica',
            nome: lead.name.toUpperCase(),
            // The ERP asks for both; one number is known.
            telefoneFixo: lead.phone,
            telefoneMovel: lead.phone,
            dataNascimento: lead.bornOn,
            idVendedor: this.sales.sellerId,
            idSegmentoProspecto: this.registers.prospectSegmentId,
            idTipoProspecto: this.sales.prospectKindId,
            idCanalVenda: this.sales.salesChannelId,
            idEmpresa: this.registers.companyId,
            observacaoProspecto: `${lead.wish} [${lead.reference}]`,
            ...(lead.email === null ? {} : { email: lead.email }),
          },
        },
        CALL,
      );
      return { kind: 'registered', prospectId: value.prospectId };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return { kind: 'uncertain' };
      if (error.kind === 'rejected') return { kind: 'refused' };
      throw error;
    }
  }

  async find({ name, reference }: LeadDetails): Promise<string | undefined> {
    const { value } = await this.erp.call(
      searchProspects,
      { path: { idVendedor: this.sales.sellerId }, query: { nome: name.toUpperCase() } },
      CALL,
    );
    const latest = [...value].sort((left, right) => Number(right.id) - Number(left.id)).slice(0, MOST_READ);
    for (const { id } of latest) {
      const { value: prospect } = await this.erp.call(readProspect, { path: { id } }, CALL);
      if (prospect.note?.includes(reference) === true) return id;
    }
    return undefined;
  }
}
