import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { Answered } from '../../common/http/answered.js';
import { pageOf } from '../../common/http/page.dto.js';
import { staleness } from '../../common/http/staleness.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { FieldVisitsPort } from './field-visits.port.js';
import { ServiceOrderConfirmationEntity } from './service-order-confirmation.entity.js';
import { orderDto, periodOf, shiftName } from './service-order-mapping.js';
import {
  canCancel,
  dateAbleToReschedule,
  displayTrackingButton,
  isOpen,
  reasonAbleToReschedule,
  situationOf,
} from './service-order-rules.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import type {
  CheckServiceOrderQueryDto,
  ListServiceOrdersQueryDto,
  ServiceOrderCheckDto,
  ServiceOrderListDto,
} from './service-orders.dto.js';
import { type ServiceOrder, ServiceOrdersPort } from './service-orders.port.js';
import { ServiceTerritories } from './service-territories.service.js';

@Injectable()
export class ServiceOrdersService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ServiceOrdersPort,
    private readonly visits: FieldVisitsPort,
    private readonly ledger: OwnershipLedger,
    private readonly territories: ServiceTerritories,
    @InjectRepository(ServiceOrderConfirmationEntity)
    private readonly confirmations: Repository<ServiceOrderConfirmationEntity>,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
  ) {}

  /** Orders of the customer, newest first. */
  async list(customerId: string, query: ListServiceOrdersQueryDto): Promise<ServiceOrderListDto> {
    const { value, staleSince } = await this.ordersOf(customerId, query.contractId);
    const wanted = value.filter(
      (order) =>
        (query.status === undefined || order.status === query.status) &&
        (query.type === undefined || order.type === query.type),
    );
    const page = pageOf(wanted, query);
    return { ...page, items: page.items.map((order) => orderDto(order, this.config)), ...staleness(staleSince) };
  }

  /**
   * The latest open order of a type on a contract.
   * @throws Problem OS_NOT_FOUND when none is open.
   */
  async check(customerId: string, query: CheckServiceOrderQueryDto): Promise<ServiceOrderCheckDto> {
    const { value } = await this.ordersOf(customerId, query.contractId);
    const kept = value.find((candidate) => candidate.type === query.serviceOrderType && isOpen(candidate));
    if (kept === undefined) throw new Problem(problems.serviceOrderNotFound);
    const account = await this.accounts.get(customerId);
    const visit = await this.visits.latestOf(kept.id);
    const order = visit?.started === true ? { ...kept, status: 'ST_OS_EM_EXECUCAO' as const } : kept;
    const [facts, confirmation] = await Promise.all([
      this.port.facts(account, order),
      this.confirmations.findOneBy({ serviceOrderId: order.id, customerId }),
    ]);
    const technician = facts.technician ?? visit?.technician ?? null;
    const territory = await this.territories.ofCity(facts.address.uf, facts.address.city);
    // Another date asks for another confirmation.
    const confirmed = confirmation !== null && confirmation.confirmed && confirmation.visitDate === order.visit?.date;
    const confirmedAt = confirmed ? toSaoPauloInstant(confirmation.confirmedAt) : null;
    const origin = confirmed ? confirmation.origin : null;
    const now = Date.now();
    return {
      type: situationOf(order),
      status: confirmed && order.status === 'ST_OS_AGENDADA' ? 'ST_OS_CONFIRMADA' : order.status,
      technician: technician === null ? null : { name: technician.name, photo_url: technician.photoUrl },
      unity: territory.unity,
      os_id: order.id,
      event_id: order.visit?.agendaItemId == null ? null : Number(order.visit.agendaItemId),
      conclusion_reason: order.conclusionReason,
      expected_installation_date: order.visit?.date ?? null,
      expected_installation_turn: shiftName(order.visit),
      expected_attendance_period: periodOf(order.visit, this.config),
      transmission_type: facts.transmissionType,
      confirmation_schedule_origin: origin,
      confirmation_schedule_date: confirmedAt,
      date_able_to_reschedule: dateAbleToReschedule(order, this.config, now),
      reason_able_to_reschedule: reasonAbleToReschedule(order, this.config),
      tracking_url: facts.trackingUrl,
      display_tracking_button: displayTrackingButton(order, facts.trackingUrl, now),
      can_cancel: canCancel(order),
      date_confirmation: confirmedAt,
      origin_confirmation: origin,
      customer_address: {
        ...facts.address,
        regional: territory.regional,
        cluster: territory.cluster,
        area_code: territory.areaCode,
      },
    };
  }

  /** Newest first; each order is recorded as the customer's. */
  async ordersOf(customerId: string, contractId: string | undefined): Promise<Answered<ServiceOrder[]>> {
    const orders = await this.port.list(await this.accounts.get(customerId), contractId);
    await this.ledger.record(
      customerId,
      'service-order',
      orders.value.map((order) => ({
        id: order.id,
        ...(order.contractId === null ? {} : { contractId: order.contractId }),
      })),
    );
    return { ...orders, value: [...orders.value].sort(newestFirst) };
  }
}

const newestFirst = (left: ServiceOrder, right: ServiceOrder): number =>
  (right.openedAt?.getTime() ?? 0) - (left.openedAt?.getTime() ?? 0) || Number(right.id) - Number(left.id);
