import { Inject, Injectable } from '@nestjs/common';
import type { Document } from '../../../common/brazil/document.js';
import {
  type AcceptanceOutcome,
  type OfferedDueDate,
  PendingSalesPort,
  type SaleRef,
  type SaleStanding,
  type SaleSummary,
} from '../../../modules/onboarding/pending-sales.port.js';
import type { AnswerOf } from '../../core/operation.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { changeDueDateOfContract } from '../operations/contract-billing.js';
import { acceptContract } from '../operations/contract-changes.js';
import { printContractModel } from '../operations/contract-documents.js';
import { contractOnly, findCustomerOverview, listActiveDueDates, readContract } from '../operations/contracts.js';
import { listProspectedPlans } from '../operations/customers.js';
import { decideProspect } from '../operations/prospect-registration.js';
import { readProspect } from '../operations/prospects.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

/** Contracts that wait for their buyer. */
const PENDING_STATUSES: readonly string[] = ['AGUARDANDO_INSTALACAO', 'AGUARDANDO_PAGAMENTO'];
const PENDING_PLAN = 'PENDENTE';
const FINDER = { owner: 'sales-onboarding' } as const;
/** A text shown, read and accepted is one text, also where the ERP prints the hour into each copy. */
const TERM_CACHE = { ttlMs: 900_000 };

const ownerOf = ({ kind, providerId }: SaleRef): { owner: string } => ({ owner: `sale:${kind}:${providerId}` });
const termOwnerOf = (sale: SaleRef) => ({ owner: `${ownerOf(sale).owner}:term`, cache: TERM_CACHE });

@Injectable()
export class PendingSalesAdapter extends PendingSalesPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
  ) {
    super();
  }

  async find(document: Document): Promise<readonly SaleRef[]> {
    const customer = await this.customer(document);
    if (customer === undefined) return [];
    const erpCustomerId = customer.customerId;
    const contracts = customer.contracts.filter(({ status }) => PENDING_STATUSES.includes(status));
    if (contracts.length > 0) {
      return contracts.map(({ id }) => ({ kind: 'CONTRACT', providerId: id, erpCustomerId }));
    }
    const plans = await this.plans(erpCustomerId);
    const prospects = new Set(plans.flatMap(({ prospectId }) => (prospectId === null ? [] : [prospectId])));
    return [...prospects].map((providerId) => ({ kind: 'PROSPECT', providerId, erpCustomerId }));
  }

  async standing(sale: SaleRef): Promise<SaleStanding> {
    if (sale.kind === 'CONTRACT') {
      const { value } = await this.erp.call(readContract, contractOnly(sale.providerId), ownerOf(sale));
      return { pending: PENDING_STATUSES.includes(value.status), standing: value.status, status: value.status };
    }
    const { value } = await this.erp.call(readProspect, { path: { id: sale.providerId } }, ownerOf(sale));
    return {
      pending: !value.refused,
      // An approval moves the prospect along the funnel.
      standing: `${value.opportunity}:${value.funnelStage?.order ?? value.funnelStage?.id ?? ''}`,
      status: value.opportunity,
    };
  }

  async summary(sale: SaleRef): Promise<SaleSummary> {
    if (sale.kind === 'CONTRACT') {
      const { value } = await this.erp.call(readContract, contractOnly(sale.providerId), ownerOf(sale));
      return { plan: value.plan, priceCents: value.priceCents, dueDateId: value.dueDateId };
    }
    const plans = await this.plans(sale.erpCustomerId);
    const wanted = plans.find(({ prospectId }) => prospectId === sale.providerId);
    return { plan: wanted?.plan ?? wanted?.package ?? null, priceCents: null, dueDateId: null };
  }

  async term(sale: SaleRef): Promise<Uint8Array | undefined> {
    if (sale.kind === 'PROSPECT') return undefined;
    const { value } = await this.erp.call(
      printContractModel,
      { path: { idContrato: sale.providerId } },
      termOwnerOf(sale),
    );
    return value;
  }

  async dueDates(): Promise<readonly OfferedDueDate[]> {
    const { value } = await this.erp.call(listActiveDueDates, { query: { isPrePago: false } }, ERP_REGISTER);
    return value.map(({ id, day }) => ({ id, day }));
  }

  async changeDueDate(sale: SaleRef, fromId: string, toId: string): Promise<void> {
    await this.erp.call(
      changeDueDateOfContract,
      { body: { idContrato: sale.providerId, idVencimentoAtual: fromId, idVencimentoNovo: toId } },
      ownerOf(sale),
    );
  }

  async accept(sale: SaleRef): Promise<AcceptanceOutcome> {
    try {
      if (sale.kind === 'CONTRACT') {
        await this.erp.call(acceptContract, { path: { idContrato: sale.providerId } }, ownerOf(sale));
      } else {
        const body = { idUsuario: this.registers.registrantId, idProspecto: sale.providerId, acao: 'aprovar' } as const;
        await this.erp.call(decideProspect, { body }, ownerOf(sale));
      }
      return 'accepted';
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'uncertain') return 'uncertain';
      throw error;
    }
  }

  private async customer(document: Document): Promise<AnswerOf<typeof findCustomerOverview> | undefined> {
    try {
      const { value } = await this.erp.call(findCustomerOverview, { query: {}, body: { cpfcnpj: document } }, FINDER);
      return value;
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  private async plans(erpCustomerId: string) {
    const { value } = await this.erp.call(listProspectedPlans, { path: { idCliente: erpCustomerId } }, FINDER);
    return value.filter(({ status }) => status === PENDING_PLAN);
  }
}
