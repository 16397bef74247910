import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan } from 'typeorm';
import { UpstreamError } from '../core/upstream-error.js';
import type { AnswerOf } from '../core/operation.js';
import { FieldControlClient } from './field-control.client.js';
import { FieldControlEmployeeEntity } from './field-control-employee.entity.js';
import { FieldControlOrderEntity } from './field-control-order.entity.js';
import { FieldControlTaskEntity } from './field-control-task.entity.js';
import { FieldControlVisitChangeEntity } from './field-control-visit-change.entity.js';
import { FIELD_CONTROL } from './field-control.operation.js';
import { readEmployee } from './operations/employees.js';
import { listOrders, readOrder } from './operations/orders.js';
import { listOrderTasks, readTask } from './operations/tasks.js';

type TaskAnswer = AnswerOf<typeof readTask>;
type OrderAnswer = AnswerOf<typeof readOrder>;
type EmployeeAnswer = AnswerOf<typeof readEmployee>;

/** Events keep visits up to date; what is older than this is asked again, in case one was lost. */
const TASKS_FRESH_MS = 10 * 60_000;
const EMPLOYEE_FRESH_MS = 24 * 3_600_000;
const BACKGROUND = { owner: FIELD_CONTROL, priority: 'background' } as const;
const INTERACTIVE = { owner: FIELD_CONTROL } as const;

/**
 * Orders, visits and field staff as Field Control last told them. One request a second is little: what events told is
 * kept and answered from here, and only what is missing or old is asked.
 */
@Injectable()
export class FieldControlState {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: FieldControlClient,
  ) {}

  /** The order that stands for an ERP order; undefined when Field Control has none. */
  async orderOf(identifier: string): Promise<FieldControlOrderEntity | undefined> {
    const known = await this.dataSource.getRepository(FieldControlOrderEntity).findOneBy({ identifier });
    if (known !== null) return known;
    const { value } = await this.client.call(
      listOrders,
      { query: { q: [{ field: 'identifier', value: identifier }], limit: 1, offset: undefined, sort: undefined } },
      INTERACTIVE,
    );
    const [order] = value.items;
    return order === undefined ? undefined : this.storeOrder(order);
  }

  /** The orders of a customer of Field Control, newest first. */
  async ordersOfCustomer(customerId: string, limit: number): Promise<FieldControlOrderEntity[]> {
    const { value } = await this.client.call(
      listOrders,
      { query: { q: [{ field: 'customer_id', value: customerId }], limit, offset: undefined, sort: '-created_at' } },
      { ...INTERACTIVE, cache: { ttlMs: 60_000, staleIfErrorMs: 3_600_000 } },
    );
    return Promise.all(value.items.map((order) => this.storeOrder(order)));
  }

  /** The visits of an order that were not archived. */
  async tasksOf(orderId: string): Promise<FieldControlTaskEntity[]> {
    const tasks = this.dataSource.getRepository(FieldControlTaskEntity);
    const known = await tasks.findBy({ orderId });
    const fresh = known.length > 0 && known.every(({ readAt }) => Date.now() - readAt.getTime() < TASKS_FRESH_MS);
    if (!fresh) {
      try {
        const { value } = await this.client.call(
          listOrderTasks,
          { path: { order_id: orderId }, query: { limit: 100, offset: undefined, q: undefined, sort: undefined } },
          INTERACTIVE,
        );
        for (const task of value.items) await this.storeTask({ ...task, orderId });
        return await tasks.findBy({ orderId, archived: false });
      } catch (error) {
        // What was told before is better than nothing.
        if (known.length === 0 || !(error instanceof UpstreamError)) throw error;
      }
    }
    return known.filter(({ archived }) => !archived);
  }

  /** Somebody of the field staff; undefined when Field Control does not know them or does not answer. */
  async employee(id: string): Promise<FieldControlEmployeeEntity | undefined> {
    const known = await this.dataSource.getRepository(FieldControlEmployeeEntity).findOneBy({ id });
    if (known !== null && Date.now() - known.readAt.getTime() < EMPLOYEE_FRESH_MS) return known;
    try {
      const { value } = await this.client.call(readEmployee, { path: { id } }, INTERACTIVE);
      return await this.storeEmployee(value);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return known ?? undefined;
    }
  }

  /**
   * What became of a visit, after an event said that something did. It is read, not taken from the event: events come
   * twice and out of order, and the present state is the same whichever comes last.
   */
  async refreshTask(told: TaskAnswer): Promise<void> {
    if (told.id === null) return;
    if (this.client.configured) await this.readAgain(told.id, told.orderId);
    else await this.storeTask(told);
  }

  /**
   * Visits that have not ended and were not read lately, the longest unread first; none without Field Control to ask.
   */
  async staleTasks(limit: number): Promise<FieldControlTaskEntity[]> {
    if (!this.client.configured) return [];
    return this.dataSource.getRepository(FieldControlTaskEntity).find({
      where: {
        status: In(['SCHEDULED', 'IN_PROGRESS']),
        archived: false,
        readAt: LessThan(new Date(Date.now() - TASKS_FRESH_MS)),
      },
      order: { readAt: 'ASC' },
      take: limit,
    });
  }

  /** @param orderId of the visit, where Field Control's answer does not say */
  async readAgain(id: string, orderId: string | null): Promise<void> {
    const found = await this.ifItIsThere(this.client.call(readTask, { path: { id } }, BACKGROUND));
    if (found === undefined) await this.dataSource.getRepository(FieldControlTaskEntity).delete({ id });
    else await this.storeTask({ ...found.value, orderId: found.value.orderId ?? orderId });
  }

  async refreshOrder(told: OrderAnswer): Promise<void> {
    if (!this.client.configured) {
      await this.storeOrder(told);
      return;
    }
    const { id } = told;
    const found = await this.ifItIsThere(this.client.call(readOrder, { path: { id } }, BACKGROUND));
    if (found === undefined) await this.dataSource.getRepository(FieldControlOrderEntity).delete({ id });
    else await this.storeOrder(found.value);
  }

  async storeEmployee(employee: EmployeeAnswer): Promise<FieldControlEmployeeEntity> {
    const row = { ...employee, readAt: new Date() };
    await this.dataSource.getRepository(FieldControlEmployeeEntity).upsert(row, ['id']);
    return row;
  }

  /** Undefined when it is gone there by now. */
  private async ifItIsThere<A>(call: Promise<A>): Promise<A | undefined> {
    try {
      return await call;
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  private async storeOrder(order: OrderAnswer): Promise<FieldControlOrderEntity> {
    const row = {
      id: order.id,
      identifier: order.identifier,
      customerId: order.customerId,
      serviceId: order.serviceId,
      description: order.description,
      createdAt: order.createdAt,
      readAt: new Date(),
    };
    await this.dataSource.getRepository(FieldControlOrderEntity).upsert(row, ['id']);
    return row;
  }

  private async storeTask(task: TaskAnswer): Promise<void> {
    if (task.id === null || task.orderId === null) return;
    const row = {
      id: task.id,
      orderId: task.orderId,
      status: task.status,
      scheduledDate: task.scheduledDate,
      scheduledTime: task.scheduledTime,
      employeeId: task.employeeId,
      startedAt: task.startedAt,
      completedAt: task.completedAt,
      archived: task.archived,
      readAt: new Date(),
    };
    await this.dataSource.transaction(async (manager) => {
      const known = await manager.findOne(FieldControlTaskEntity, {
        where: { id: row.id },
        lock: { mode: 'pessimistic_write' },
      });
      await manager.upsert(FieldControlTaskEntity, row, ['id']);
      // Of a visit that is new to us nobody knows what it was before.
      if (known === null || !isNews(known, row)) return;
      const { id: taskId, orderId, status, scheduledDate, employeeId } = row;
      await manager.insert(FieldControlVisitChangeEntity, { taskId, orderId, status, scheduledDate, employeeId });
    });
  }
}

/** Whether a customer would want to know: another state, or a visit on another day. */
const isNews = (
  known: Pick<FieldControlTaskEntity, 'status' | 'scheduledDate'>,
  now: Pick<FieldControlTaskEntity, 'status' | 'scheduledDate'>,
): boolean => known.status !== now.status || (now.status === 'SCHEDULED' && known.scheduledDate !== now.scheduledDate);
