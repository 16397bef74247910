import { Inject, Injectable } from '@nestjs/common';
import {
  BillingDisputesPort,
  type DisputeFile,
  type DisputeHolder,
  type DisputeOutcome,
  type DisputeRequest,
} from '../../../modules/finance/billing-disputes.port.js';
import type { AnswerOf } from '../../core/operation.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { outcomeOfWrite } from '../../core/write-outcome.js';
import { type BillingDisputesConfig, billingDisputesConfig } from '../billing-disputes.config.js';
import { attachDocuments, openServiceOrder } from '../operations/service-order-acts.js';
import { listServiceOrders, readServiceOrder } from '../operations/service-orders.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

type ErpOrder = AnswerOf<typeof listServiceOrders>[number];

const CLOSED: ReadonlySet<ErpOrder['status']> = new Set(['SOLUCIONADO', 'SEM_SOLUCAO', 'FECHADO']);
const ORDERS_CACHE = { ttlMs: 30_000, staleIfErrorMs: 600_000 };
/** A customer opens no more attendances than this in the minutes around a lost answer. */
const MOST_CANDIDATES = 5;

@Injectable()
export class BillingDisputesAdapter extends BillingDisputesPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(billingDisputesConfig.token) private readonly config: BillingDisputesConfig,
  ) {
    super();
  }

  async open(holder: DisputeHolder, request: DisputeRequest): Promise<DisputeOutcome> {
    const { serviceTypeId } = this.config;
    try {
      const { value } = await this.erp.call(
        openServiceOrder,
        {
          body: {
            idContrato: request.contractId,
            descricao: request.text,
            ...(serviceTypeId === undefined ? {} : { idTipoAtendimento: serviceTypeId }),
          },
        },
        { owner: holder.id },
      );
      return { kind: 'opened', protocol: value.protocol };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'uncertain') return { kind: 'uncertain' };
      throw error;
    }
  }

  /** The list does not print the text: every attendance of the time is read for the reference in it. */
  async findProtocol(
    holder: DisputeHolder,
    { contractId, reference }: Pick<DisputeRequest, 'contractId' | 'reference'>,
    since: Date,
  ): Promise<string | undefined> {
    const { value: orders } = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: { idContrato: contractId } },
      { owner: holder.id },
    );
    const candidates = orders
      .filter((order) => order.contractId === contractId && order.protocol !== null)
      .filter(({ openedAt }) => openedAt === null || openedAt >= since)
      .slice(0, MOST_CANDIDATES);
    for (const { id, protocol } of candidates) {
      const { value } = await this.erp.call(readServiceOrder, { path: { id } }, { owner: holder.id });
      if (protocol !== null && value.description?.includes(reference)) return protocol;
    }
    return undefined;
  }

  async attach(
    holder: DisputeHolder,
    { contractId, protocol }: { readonly contractId: string; readonly protocol: string },
    files: readonly DisputeFile[],
  ): Promise<'done' | 'refused' | 'uncertain'> {
    const { value: orders } = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: { idContrato: contractId } },
      { owner: holder.id },
    );
    const order = orders.find((listed) => listed.protocol === protocol);
    if (order === undefined) return 'refused';
    const body = {
      IDAtendimento: order.id,
      Documentos: files.map(({ name, mediaType, content }) => ({
        tipoDocumento: 'DOCUMENTO' as const,
        model: {
          base64: content.toString('base64'),
          filename: name,
          filesize: content.length,
          filetype: mediaType,
        },
      })),
    };
    const outcome = await outcomeOfWrite(this.erp.call(attachDocuments, { body }, { owner: holder.id }));
    return outcome === 'unsupported' ? 'refused' : outcome;
  }

  async closedAmong(holder: DisputeHolder, protocols: readonly string[]): Promise<ReadonlySet<string>> {
    const { value: orders } = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: { idContrato: undefined } },
      { owner: holder.id, cache: ORDERS_CACHE },
    );
    const closed = orders.filter(({ status }) => CLOSED.has(status)).map(({ protocol }) => protocol);
    return new Set(protocols.filter((protocol) => closed.includes(protocol)));
  }
}
