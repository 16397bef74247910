import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
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
  type SlotSearch,
  type VisitRating,
  type VisitSlot,
} from '../../../modules/service-orders/service-orders.port.js';
import { isUpstreamError, orUncertain } from '../../core/lost-answer.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { contractOnly, readContract } from '../operations/contracts.js';
import {
  closeServiceOrder,
  openServiceOrder,
  rateServiceOrder,
  registerServiceOrderLog,
} from '../operations/service-order-acts.js';
import {
  listRatings,
  listServiceOrders,
  listServiceOrderTypes,
  readServiceOrder,
} from '../operations/service-orders.js';
import { bookAgendaSlot, cancelVisit, listAgendaSlots } from '../operations/technical-agenda.js';
import { type ServiceOrderActsConfig, serviceOrderActsConfig } from '../service-order-acts.config.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { loginOf } from './customer-login.js';
import { erpKindOf, erpShiftOf, orderOf, slotsOf } from './service-order-words.js';

/** How the line reaches the customer, in the words apps know. */
const TRANSMISSIONS: Readonly<Record<string, string>> = { FIBRA: 'FTTH' };

const ORDERS_CACHE = { ttlMs: 15_000, staleIfErrorMs: 600_000 };
const CONTRACT_CACHE = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };

@Injectable()
export class ServiceOrdersAdapter extends ServiceOrdersPort {
  readonly keepsLog: boolean;
  /** Types of attendance that were looked up, by contract and kind. */
  private readonly typeIds = new LRUCache<string, string>({ max: 10_000, ttl: 3_600_000 });

  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(serviceOrderActsConfig.token) private readonly config: ServiceOrderActsConfig,
  ) {
    super();
    this.keepsLog = config.logUserId !== undefined;
  }

  async list(holder: ServiceOrderHolder, contractId?: string): Promise<Answered<ServiceOrder[]>> {
    const answered = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: { idContrato: contractId } },
      { owner: holder.id, cache: ORDERS_CACHE },
    );
    const orders = answered.value.map(orderOf);
    // The ERP's filter is a courtesy: what is of another contract is not shown, whatever it answers.
    const wanted = contractId === undefined ? orders : orders.filter((order) => order.contractId === contractId);
    return { ...answered, value: wanted };
  }

  async current(holder: ServiceOrderHolder): Promise<ServiceOrder[]> {
    // An owner of its own: it neither takes a kept list nor joins a read that began before the act in question.
    const { value } = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: {} },
      { owner: `current:${randomUUID()}` },
    );
    return value.map(orderOf);
  }

  async facts(holder: ServiceOrderHolder, order: ServiceOrder): Promise<ServiceOrderFacts> {
    const [detail, transmissionType] = await Promise.all([
      this.erp.call(readServiceOrder, { path: { id: order.id } }, { owner: holder.id, cache: ORDERS_CACHE }),
      this.transmissionType(holder, order.contractId),
    ]);
    const address = detail.value.addresses[0];
    return {
      address: {
        street: address?.street ?? '',
        neighborhood: address?.district ?? '',
        number: address?.number ?? '',
        cep: address?.postalCode ?? '',
        city: address?.city ?? '',
        uf: address?.state ?? '',
        complement: address?.complement ?? '',
      },
      transmissionType,
      // The ERP knows a technician's id only, and has no live position.
      technician: null,
      trackingUrl: null,
    };
  }

  async open(holder: ServiceOrderHolder, opening: ServiceOrderOpening): Promise<OpenedServiceOrder | 'uncertain'> {
    const { contractId, description } = opening;
    const idTipoAtendimento = await this.typeIdOf(holder, opening);
    const body = {
      idContrato: contractId,
      descricao: description,
      ...(idTipoAtendimento === undefined ? {} : { idTipoAtendimento }),
    };
    const opened = await orUncertain(this.erp.call(openServiceOrder, { body }, { owner: holder.id }));
    // The answer tells the protocol only; the id is found by it.
    return opened === 'uncertain' ? opened : { id: null, protocol: opened.value.protocol, visitBooked: false };
  }

  async findOpened(holder: ServiceOrderHolder, trace: OpeningTrace): Promise<OpenedServiceOrder | undefined> {
    const found = (await this.current(holder)).find(({ id, protocol, contractId, type }) =>
      trace.protocol === null
        ? contractId === trace.contractId && type === trace.type && !trace.knownIds.includes(id)
        : protocol === trace.protocol,
    );
    return found && { id: found.id, protocol: found.protocol, visitBooked: false };
  }

  async slotsOf(
    holder: ServiceOrderHolder,
    order: ServiceOrder,
    { from, days, shift }: SlotSearch,
  ): Promise<FreeSlot[]> {
    const { value } = await this.erp.call(
      listAgendaSlots,
      {
        path: { idAtendimento: order.id, data: from, turno: erpShiftOf(shift) },
        query: { qtdeDiasLimite: days },
      },
      { owner: holder.id },
    );
    return slotsOf(value);
  }

  async book(holder: ServiceOrderHolder, orderId: string, slot: VisitSlot): Promise<Certainty | 'gone'> {
    const body = { idAtendimento: orderId, idItemConfiguracaoAgendaTecnica: slot.itemId };
    try {
      const booked = await orUncertain(this.erp.call(bookAgendaSlot, { body }, { owner: holder.id }));
      return booked === 'uncertain' ? booked : 'done';
    } catch (error) {
      // The order was read as open before this, so what is refused is the item.
      if (isUpstreamError(error, 'rejected', 'not-found')) return 'gone';
      throw error;
    }
  }

  async cancelVisit(holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty> {
    const body = { idAtendimento: order.id };
    const cancelled = await orUncertain(this.erp.call(cancelVisit, { body }, { owner: holder.id }));
    return cancelled === 'uncertain' ? cancelled : 'done';
  }

  async close(holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty | 'refused'> {
    if (order.protocol === null)
      throw new UpstreamError('unsupported', closeServiceOrder.id, { reason: 'no-protocol' });
    try {
      const body = { protocolo: order.protocol };
      const closed = await orUncertain(this.erp.call(closeServiceOrder, { body }, { owner: holder.id }));
      return closed === 'uncertain' ? closed : 'done';
    } catch (error) {
      if (isUpstreamError(error, 'rejected')) return 'refused';
      throw error;
    }
  }

  async log(holder: ServiceOrderHolder, orderId: string, text: string): Promise<void> {
    const { logUserId } = this.config;
    if (logUserId === undefined) {
      throw new UpstreamError('unsupported', registerServiceOrderLog.id, { reason: 'not-configured' });
    }
    const body = { idUsuario: logUserId, acao: text, tipoAcao: 'ATUALIZAR' as const, idAtendimento: orderId };
    // A line that may have been written is not written again.
    await orUncertain(this.erp.call(registerServiceOrderLog, { body }, { owner: holder.id }));
  }

  async ratingOf(holder: ServiceOrderHolder, orderId: string): Promise<VisitRating | undefined> {
    const { value } = await this.erp.call(listRatings, { path: { idAtendimento: orderId } }, { owner: holder.id });
    const [given] = value.flatMap(({ technician, resolution }) =>
      technician === null || resolution === null ? [] : [{ technician, resolution }],
    );
    return given;
  }

  async rate(holder: ServiceOrderHolder, orderId: string, rating: VisitRating): Promise<void> {
    const body = { idAtendimento: orderId, notaTecnico: rating.technician, notaResolucao: rating.resolution };
    await this.erp.call(rateServiceOrder, { body }, { owner: holder.id });
  }

  /** Undefined where the contract has no type of the kind: the ERP takes its own then. */
  private async typeIdOf(
    holder: ServiceOrderHolder,
    { contractId, type, credential }: ServiceOrderOpening,
  ): Promise<string | undefined> {
    const configured = this.config.orderTypeIds.get(type);
    if (configured !== undefined) return configured;
    const key = `${contractId} ${type}`;
    const known = this.typeIds.get(key);
    if (known !== undefined) return known;
    const { value } = await this.erp.call(
      listServiceOrderTypes,
      { path: { idContrato: contractId }, body: loginOf(await credential()) },
      { owner: holder.id },
    );
    const kind = erpKindOf(type);
    const id = value.find((row) => row.kind === kind && !row.internalMaintenance)?.id;
    if (id !== undefined) this.typeIds.set(key, id);
    return id;
  }

  private async transmissionType(holder: ServiceOrderHolder, contractId: string | null): Promise<string> {
    if (contractId === null) return '';
    const contract = await this.erp
      .call(readContract, contractOnly(contractId), { owner: holder.id, cache: CONTRACT_CACHE })
      .catch(() => undefined);
    const technology = contract?.value.technology ?? '';
    return TRANSMISSIONS[technology.toUpperCase()] ?? technology;
  }
}
