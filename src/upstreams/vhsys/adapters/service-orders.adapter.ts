import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { todayInSaoPaulo } from '../../../common/brazil/dates.js';
import type { Answered } from '../../../common/http/answered.js';
import {
  type Certainty,
  type FreeSlot,
  type OpenedServiceOrder,
  type OpeningTrace,
  type ServiceOrder,
  type ServiceOrderFacts,
  type ServiceOrderHolder,
  type ServiceOrderOpening,
  ServiceOrdersPort,
  type ServiceOrderStatus,
  type ServiceOrderType,
  serviceOrderTypes,
  type VisitRating,
} from '../../../modules/service-orders/service-orders.port.js';
import { isUpstreamError, orUncertain } from '../../core/lost-answer.js';
import type { AnswerOf } from '../../core/operation.js';
import type { CallOptions } from '../../core/pipeline.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { listServiceOrders, registerServiceOrder, updateServiceOrder } from '../operations/service-orders.js';
import { VhsysClient } from '../vhsys.client.js';

type VhsysOrder = AnswerOf<typeof listServiceOrders>['orders'][number];

const OWNER = 'vhsys';
const CACHE = { ttlMs: 30_000, staleIfErrorMs: 600_000 };
const LARGEST_PAGE = 250;
/** More orders than anybody has; bounds what one answer asks. */
const MOST_PAGES = 8;
const NOON = '12:00';
const SHIFT_STARTS = { MORNING: '08:00', AFTERNOON: '13:00' } as const;

const STATUSES: Readonly<Record<VhsysOrder['status'], ServiceOrderStatus>> = {
  EM_ABERTO: 'ST_OS_CRIADA',
  EM_ANDAMENTO: 'ST_OS_EM_EXECUCAO',
  ATENDIDO: 'ST_OS_CONCLUIDA',
  CANCELADO: 'ST_OS_CANCELADA',
  UNKNOWN: 'ST_OS_CRIADA',
};

const NO_ADDRESS = { street: '', neighborhood: '', number: '', cep: '', city: '', uf: '', complement: '' };

/** Orders as vhsys bills them: it knows customers by the ERP's id, but neither contracts, addresses nor technicians. */
@Injectable()
export class VhsysServiceOrdersAdapter extends ServiceOrdersPort {
  readonly keepsLog = false;

  constructor(private readonly vhsys: VhsysClient) {
    super();
  }

  list(holder: ServiceOrderHolder, contractId?: string): Promise<Answered<ServiceOrder[]>> {
    return this.ordersOf(holder, contractId ?? null, { owner: OWNER, cache: CACHE });
  }

  async current(holder: ServiceOrderHolder): Promise<ServiceOrder[]> {
    // An owner of its own: it neither takes a kept list nor joins a read that began before the act in question.
    return (await this.ordersOf(holder, null, { owner: `current:${randomUUID()}` })).value;
  }

  facts(): Promise<ServiceOrderFacts> {
    return Promise.resolve({ address: NO_ADDRESS, transmissionType: '', technician: null, trackingUrl: null });
  }

  async open(holder: ServiceOrderHolder, opening: ServiceOrderOpening): Promise<OpenedServiceOrder | 'uncertain'> {
    const { visit } = opening;
    const registered = await orUncertain(
      this.vhsys.call(
        registerServiceOrder,
        {
          body: {
            id_cliente: holder.erpCustomerId,
            nome_cliente: opening.customerName,
            data_pedido: todayInSaoPaulo(),
            problema_ordem: opening.description,
            referencia_ordem: opening.type,
            obs_interno_pedido: `Contrato ${opening.contractId}, app ${opening.reference}`,
            status_pedido: 'EM_ABERTO',
            ...(visit === null ? {} : { data_realizacao: visit.date, data_realizacao_hora: SHIFT_STARTS[visit.shift] }),
          },
        },
        { owner: OWNER },
      ),
    );
    if (registered === 'uncertain') return registered;
    return { id: registered.value.id, protocol: registered.value.number, visitBooked: visit !== null };
  }

  async findOpened(holder: ServiceOrderHolder, trace: OpeningTrace): Promise<OpenedServiceOrder | undefined> {
    const fresh = (await this.current(holder)).filter(({ id }) => !trace.knownIds.includes(id));
    const found = fresh.find(({ type }) => type === trace.type);
    return found && { id: found.id, protocol: found.protocol, visitBooked: found.visit !== null };
  }

  slotsOf(): Promise<FreeSlot[]> {
    return this.refuse(listServiceOrders.id);
  }

  book(): Promise<Certainty | 'gone'> {
    return this.refuse(updateServiceOrder.id);
  }

  /** A visit is a day on the order: cancelling the order calls it off. */
  cancelVisit(): Promise<Certainty> {
    return Promise.resolve('done');
  }

  async close(_holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty> {
    await this.vhsys.call(
      updateServiceOrder,
      { path: { id: order.id }, body: { status_pedido: 'CANCELADO' } },
      { owner: OWNER },
    );
    return 'done';
  }

  log(): Promise<void> {
    return this.refuse(updateServiceOrder.id);
  }

  ratingOf(): Promise<VisitRating | undefined> {
    return this.refuse(listServiceOrders.id);
  }

  rate(): Promise<void> {
    return this.refuse(updateServiceOrder.id);
  }

  private async ordersOf(
    holder: ServiceOrderHolder,
    contractId: string | null,
    options: CallOptions,
  ): Promise<Answered<ServiceOrder[]>> {
    try {
      return await this.latestOrders(holder, contractId, options);
    } catch (error) {
      // A list without rows is answered as not found.
      if (isUpstreamError(error, 'not-found')) return { value: [] };
      throw error;
    }
  }

  /** No filter takes a customer's id, so the latest orders are read page by page and the customer's are kept. */
  private async latestOrders(
    holder: ServiceOrderHolder,
    contractId: string | null,
    options: CallOptions,
  ): Promise<Answered<ServiceOrder[]>> {
    const found: ServiceOrder[] = [];
    let staleSince: Date | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answered = await this.vhsys.call(
        listServiceOrders,
        {
          query: {
            order: 'data_cad_pedido',
            sort: 'Desc',
            limit: LARGEST_PAGE,
            offset: page * LARGEST_PAGE,
            lixeira: false,
          },
        },
        options,
      );
      staleSince ??= answered.staleSince;
      const { orders, total } = answered.value;
      const own = orders.filter((order) => order.customerId === holder.erpCustomerId && !order.inTrash);
      found.push(...own.map((order) => orderOf(order, contractId)));
      if (orders.length < LARGEST_PAGE || (total !== null && (page + 1) * LARGEST_PAGE >= total)) break;
    }
    return { value: found, ...(staleSince === undefined ? {} : { staleSince }) };
  }

  private refuse(operationId: string): Promise<never> {
    return Promise.reject(new UpstreamError('unsupported', operationId));
  }
}

function orderOf(order: VhsysOrder, contractId: string | null): ServiceOrder {
  const date = order.performedOn ?? order.deliveryOn;
  return {
    id: order.id,
    protocol: order.number,
    type: typeOf(order.reference),
    status: STATUSES[order.status],
    description: order.problem ?? order.notes,
    openedAt: order.createdAt,
    contractId,
    visit: date === null ? null : { date, shift: shiftOf(order.performedAt), agendaItemId: null },
    conclusionReason: null,
  };
}

/** vhsys has no kinds of order: the reference says it where we registered the order, a request it is otherwise. */
const typeOf = (reference: string | null): ServiceOrderType =>
  serviceOrderTypes.find((type) => type === reference?.toUpperCase()) ?? 'SERVICE_REQUEST';

const shiftOf = (time: string | null): 'MORNING' | 'AFTERNOON' | null =>
  time === null ? null : time < NOON ? 'MORNING' : 'AFTERNOON';
