import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type DeliveryEffect,
  FieldControlDeliveriesPort,
  type FieldControlDelivery,
} from '../../../modules/webhooks/field-control-deliveries.port.js';
import { employeeCreated } from '../events/employee-events.js';
import { orderCreated, orderUpdated } from '../events/order-events.js';
import {
  taskCompleted,
  taskCreated,
  taskRated,
  taskReported,
  taskStarted,
  taskUpdated,
} from '../events/task-events.js';
import { type FieldControlConfig, fieldControlConfig } from '../field-control.config.js';
import type { WebhookEvent } from '../field-control.event.js';
import { fieldControlEvents } from '../field-control.events.js';
import { FieldControlState } from '../field-control-state.js';

const TASK_EVENTS = [taskCreated, taskUpdated, taskStarted, taskReported, taskCompleted, taskRated] as const;
const ORDER_EVENTS = [orderCreated, orderUpdated] as const;

@Injectable()
export class FieldControlDeliveriesAdapter extends FieldControlDeliveriesPort {
  private readonly events: ReadonlyMap<string, WebhookEvent> = new Map(
    fieldControlEvents.map((event) => [event.name, event]),
  );

  constructor(
    @Inject(fieldControlConfig.token) private readonly config: FieldControlConfig,
    private readonly state: FieldControlState,
  ) {
    super();
  }

  /** The panel offers a choice of methods that the document does not name: the secret is taken bare, as Bearer or as Basic password. */
  authenticates(authorization: string | undefined): boolean {
    const { webhookSecret } = this.config;
    if (webhookSecret === undefined || authorization === undefined) return false;
    const [, scheme, rest] = /^(\w+) +(.+)$/.exec(authorization) ?? [];
    const candidates = [authorization];
    if (rest !== undefined && /^bearer$/i.test(scheme ?? '')) candidates.push(rest);
    if (rest !== undefined && /^basic$/i.test(scheme ?? '')) {
      const decoded = Buffer.from(rest, 'base64').toString('utf8');
      candidates.push(decoded.slice(decoded.indexOf(':') + 1));
    }
    return candidates.some((candidate) => timingSafeEqual(digest(candidate), digest(webhookSecret)));
  }

  knows(event: string): boolean {
    return this.events.has(event);
  }

  fits({ event, body }: FieldControlDelivery): boolean {
    return this.events.get(event)?.payload.safeParse(body).success ?? false;
  }

  async apply({ event, body }: FieldControlDelivery): Promise<DeliveryEffect> {
    const task = TASK_EVENTS.find(({ name }) => name === event);
    if (task !== undefined) {
      await this.state.refreshTask(task.payload.parse(body));
      return 'applied';
    }
    const order = ORDER_EVENTS.find(({ name }) => name === event);
    if (order !== undefined) {
      await this.state.refreshOrder(order.payload.parse(body));
      return 'applied';
    }
    if (event === employeeCreated.name) {
      await this.state.storeEmployee(employeeCreated.payload.parse(body));
      return 'applied';
    }
    // Forms, attachments and comments are the field staff's own: nothing of ours follows from them.
    return 'ignored';
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
