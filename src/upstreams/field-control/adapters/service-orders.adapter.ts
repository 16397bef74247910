import { Inject, Injectable } from '@nestjs/common';
import { isPlainDate } from '../../../common/brazil/dates.js';
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
  type VisitRating,
  type VisitSlot,
} from '../../../modules/service-orders/service-orders.port.js';
import type { AnswerOf } from '../../core/operation.js';
import { orUncertain } from '../../core/lost-answer.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { FieldControlCustomers } from '../field-control-customers.js';
import { FieldControlClient } from '../field-control.client.js';
import { type FieldControlConfig, fieldControlConfig } from '../field-control.config.js';
import { FIELD_CONTROL } from '../field-control.operation.js';
import type { FieldControlOrderEntity } from '../field-control-order.entity.js';
import { FieldControlState } from '../field-control-state.js';
import type { FieldControlTaskEntity } from '../field-control-task.entity.js';
import { readCustomer } from '../operations/customers.js';
import { createOrder, listOrders, readOrder } from '../operations/orders.js';
import { createOrderTask, readOrderTask, updateOrderTask } from '../operations/tasks.js';

/** Visits are asked one request a second: of older orders nobody waits for theirs. */
const ORDERS_SHOWN = 5;
const NOON = '12:00';
const SHIFT_STARTS = { MORNING: '08:00', AFTERNOON: '13:00' } as const;
/** How long a visit is planned to take when nobody says. */
const VISIT_MINUTES = 60;
const CALL = { owner: FIELD_CONTROL };

const STATUSES: Readonly<Record<string, ServiceOrderStatus>> = {
  SCHEDULED: 'ST_OS_AGENDADA',
  IN_PROGRESS: 'ST_OS_EM_EXECUCAO',
  REPORTED: 'ST_OS_IMPEDIDA',
  DONE: 'ST_OS_CONCLUIDA',
  CANCELED: 'ST_OS_CANCELADA',
};

/** Orders as Field Control keeps them; `identifier` is the order's id at the ERP, and the one the app knows. */
@Injectable()
export class FieldControlServiceOrdersAdapter extends ServiceOrdersPort {
  readonly keepsLog = false;

  constructor(
    private readonly client: FieldControlClient,
    private readonly customers: FieldControlCustomers,
    private readonly state: FieldControlState,
    @Inject(fieldControlConfig.token) private readonly config: FieldControlConfig,
  ) {
    super();
  }

  /** Field Control knows no contracts: an order is of the contract that the caller asks for, if of any. */
  async list(holder: ServiceOrderHolder, contractId?: string): Promise<Answered<ServiceOrder[]>> {
    const customerId = await this.customers.idOf(holder);
    if (customerId === undefined) return { value: [] };
    const orders = await this.state.ordersOfCustomer(customerId, ORDERS_SHOWN);
    const found: ServiceOrder[] = [];
    for (const order of orders) {
      const shown = this.orderOf(order, await this.state.tasksOf(order.id), contractId ?? null);
      if (shown !== undefined) found.push(shown);
    }
    return { value: found };
  }

  /** Events and our own writes keep what is known of visits up to date: asking anew would cost a second an order. */
  async current(holder: ServiceOrderHolder): Promise<ServiceOrder[]> {
    return (await this.list(holder)).value;
  }

  async facts(_holder: ServiceOrderHolder, order: ServiceOrder): Promise<ServiceOrderFacts> {
    const kept = await this.state.orderOf(order.id);
    if (kept === undefined) throw new UpstreamError('not-found', listOrders.id);
    const { value } = await this.client.call(readOrder, { path: { id: kept.id } }, { owner: 'field-control' });
    const visit = latest(await this.state.tasksOf(kept.id));
    const employee = visit?.employeeId == null ? undefined : await this.state.employee(visit.employeeId);
    const { address } = value;
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
      transmissionType: '',
      technician: employee?.name == null ? null : { name: employee.name, photoUrl: employee.avatarUrl },
      trackingUrl: null,
    };
  }

  /** An order begins with its visit: there is none without. */
  async open(holder: ServiceOrderHolder, opening: ServiceOrderOpening): Promise<OpenedServiceOrder | 'uncertain'> {
    const { visit } = opening;
    if (visit === null) return this.refuse(createOrder.id, 'no-visit');
    const serviceId = [...this.config.serviceTypes].find(([, type]) => type === opening.type)?.[0];
    if (serviceId === undefined) return this.refuse(createOrder.id, 'no-service');
    const customerId = await this.customers.idOf(holder);
    if (customerId === undefined) return this.refuse(createOrder.id, 'no-customer');
    const { value: customer } = await this.client.call(readCustomer, { path: { id: customerId } }, CALL);
    const { address } = customer;
    if (address?.coordinates == null) return this.refuse(createOrder.id, 'no-address');
    const created = await orUncertain(
      this.client.call(
        createOrder,
        {
          body: {
            identifier: opening.reference,
            description: opening.description,
            customer: { id: customerId },
            service: { id: serviceId },
            address: {
              zipCode: (address.postalCode ?? '').replace(/\D/g, '') || '00000000',
              street: address.street ?? '',
              number: address.number ?? '',
              neighborhood: address.district,
              complement: address.complement,
              city: address.city ?? '',
              state: address.state ?? '',
              coords: address.coordinates,
            },
            tasks: [
              {
                duration: VISIT_MINUTES,
                status: 'SCHEDULED' as const,
                scheduling: schedulingOf(visit),
                coords: address.coordinates,
              },
            ],
          },
        },
        CALL,
      ),
    );
    return created === 'uncertain' ? created : { id: opening.reference, protocol: null, visitBooked: true };
  }

  /** The order has the name that we gave it. */
  async findOpened(_holder: ServiceOrderHolder, trace: OpeningTrace): Promise<OpenedServiceOrder | undefined> {
    const order = await this.state.orderOf(trace.reference);
    return order && { id: trace.reference, protocol: null, visitBooked: true };
  }

  /** Field Control has no agenda of free places that its operations would tell. */
  slotsOf(): Promise<FreeSlot[]> {
    return this.refuse(listOrders.id);
  }

  /** Moves the planned visit, or plans one where there is none. */
  async book(_holder: ServiceOrderHolder, orderId: string, slot: VisitSlot): Promise<Certainty> {
    const order = await this.orderNamed(orderId);
    const visit = latest(await this.state.tasksOf(order.id));
    if (visit !== undefined && visit.status !== 'CANCELED' && visit.status !== 'DONE') {
      await this.changeTask(order.id, visit.id, { status: 'SCHEDULED', scheduling: schedulingOf(slot) });
      return 'done';
    }
    const { value } = await this.client.call(readOrder, { path: { id: order.id } }, CALL);
    if (value.address?.coordinates == null) return this.refuse(createOrderTask.id, 'no-address');
    const created = await orUncertain(
      this.client.call(
        createOrderTask,
        {
          path: { order_id: order.id },
          body: {
            duration: VISIT_MINUTES,
            position: 0,
            status: 'SCHEDULED',
            scheduling: schedulingOf(slot),
            coords: value.address.coordinates,
          },
        },
        CALL,
      ),
    );
    if (created === 'uncertain') return created;
    await this.state.refreshTask({ ...created.value, orderId: created.value.orderId ?? order.id });
    return 'done';
  }

  async cancelVisit(_holder: ServiceOrderHolder, order: ServiceOrder): Promise<Certainty> {
    const kept = await this.orderNamed(order.id);
    const visit = latest(await this.state.tasksOf(kept.id));
    if (visit !== undefined) await this.changeTask(kept.id, visit.id, { status: 'CANCELED' });
    return 'done';
  }

  /** There is nothing behind the visits that could be closed. */
  close(): Promise<Certainty> {
    return Promise.resolve('done');
  }

  log(): Promise<void> {
    return this.refuse(readOrder.id);
  }

  ratingOf(): Promise<VisitRating | undefined> {
    return this.refuse(readOrder.id);
  }

  rate(): Promise<void> {
    return this.refuse(readOrder.id);
  }

  private async orderNamed(orderId: string): Promise<FieldControlOrderEntity> {
    const order = await this.state.orderOf(orderId);
    if (order === undefined) throw new UpstreamError('not-found', listOrders.id);
    return order;
  }

  /** A task is replaced as a whole, so what is not changed is read first. */
  private async changeTask(
    orderId: string,
    taskId: string,
    change: {
      readonly status: 'SCHEDULED' | 'CANCELED';
      readonly scheduling?: ReturnType<typeof schedulingOf>;
    },
  ): Promise<void> {
    const path = { order_id: orderId, task_id: taskId };
    const { value: task } = await this.client.call(readOrderTask, { path }, CALL);
    const scheduling = change.scheduling ?? schedulingOfTask(task);
    if (scheduling === undefined || task.coordinates === null) {
      throw new UpstreamError('unsupported', updateOrderTask.id, { reason: 'incomplete-task' });
    }
    const changed = await this.client.call(
      updateOrderTask,
      {
        path: { order_id: orderId, id: taskId },
        body: {
          duration: task.durationMinutes ?? VISIT_MINUTES,
          position: task.position ?? 0,
          status: change.status,
          ...(task.employeeId === null ? {} : { employee: { id: task.employeeId } }),
          scheduling,
          coords: task.coordinates,
        },
      },
      CALL,
    );
    await this.state.refreshTask({ ...changed.value, id: taskId, orderId });
  }

  private refuse(operationId: string, reason?: string): Promise<never> {
    return Promise.reject(new UpstreamError('unsupported', operationId, reason === undefined ? {} : { reason }));
  }

  private orderOf(
    order: FieldControlOrderEntity,
    tasks: readonly FieldControlTaskEntity[],
    contractId: string | null,
  ): ServiceOrder | undefined {
    // An order that was not mirrored from the ERP has no id that the app could use.
    if (order.identifier === null || !/^\d{1,19}$/.test(order.identifier)) return undefined;
    const visit = latest(tasks);
    return {
      id: order.identifier,
      protocol: null,
      type: order.serviceId === null ? null : (this.config.serviceTypes.get(order.serviceId) ?? null),
      status: visit === undefined ? 'ST_OS_CRIADA' : (STATUSES[visit.status] ?? 'ST_OS_CRIADA'),
      description: order.description,
      openedAt: order.createdAt,
      contractId,
      visit:
        visit?.scheduledDate != null && isPlainDate(visit.scheduledDate)
          ? { date: visit.scheduledDate, shift: shiftOf(visit.scheduledTime), agendaItemId: null }
          : null,
      conclusionReason: null,
    };
  }
}

/** The visit that says how the order stands: the one scheduled last. */
const latest = (tasks: readonly FieldControlTaskEntity[]): FieldControlTaskEntity | undefined =>
  tasks.toSorted((left, right) => (right.scheduledDate ?? '').localeCompare(left.scheduledDate ?? ''))[0];

const shiftOf = (time: string | null): 'MORNING' | 'AFTERNOON' | null =>
  time === null ? null : time < NOON ? 'MORNING' : 'AFTERNOON';

const schedulingOf = (slot: Pick<VisitSlot, 'date' | 'shift'>) => ({
  type: 'scheduled-date-and-time' as const,
  date: slot.date,
  time: SHIFT_STARTS[slot.shift],
});

function schedulingOfTask({ scheduledDate: date, scheduledTime: time }: AnswerOf<typeof readOrderTask>) {
  if (date === null) return undefined;
  return time === null
    ? { type: 'scheduled-date' as const, date }
    : { type: 'scheduled-date-and-time' as const, date, time };
}
