import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { type HeldAct, orderSubject, ServiceOrderActs } from './service-order-acts.service.js';
import type { CancelledServiceOrderDto } from './service-order-acts.dto.js';
import { orderDto } from './service-order-mapping.js';
import { canCancel, isOpen } from './service-order-rules.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import { type ServiceOrder, ServiceOrdersPort } from './service-orders.port.js';

const cancelDetails = z.object({ orderId: z.string() });

/** Calls visits off and closes what is behind them; the second is tried until it is done. */
@Injectable()
export class ServiceOrderCancellation {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly acts: ServiceOrderActs,
    private readonly trail: ServiceOrderTrail,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
    private readonly logger: PinoLogger,
  ) {
    acts.settleWith('CANCEL', (act) => this.settle(act));
  }

  /**
   * Cancels an order; one that is cancelled already stays so.
   * @throws Problem NOT_CANCELLABLE once it was started or has ended, OUTCOME_UNCERTAIN.
   */
  async cancel(customerId: string, orderId: string, reason: string): Promise<CancelledServiceOrderDto> {
    const subject = orderSubject(orderId);
    const standing = await this.acts.standing(subject);
    if (standing?.kind === 'CANCEL' && standing.state === 'unfinished') {
      const order = await this.orders.get(customerId, orderId);
      return this.dto(order, !isOpen(order));
    }
    return this.acts.holding({ customerId, kind: 'CANCEL', subject, serviceOrderId: orderId }, async (act) => {
      const order = await this.orders.get(customerId, orderId);
      if (order.status === 'ST_OS_CANCELADA') return this.dto(order, true);
      if (!canCancel(order)) throw new Problem(problems.notCancellable);
      await this.acts.send(act, { orderId });
      await this.callOff(act, customerId, order);
      await this.trail.leave(customerId, orderId, `ATENDIMENTO CANCELADO PELO CLIENTE NO APP. Motivo: ${reason}`);
      const closed = await this.close(customerId, order);
      if (closed) await this.acts.done(act, orderId);
      else await this.acts.unfinished(act, { orderId });
      return this.dto(order, closed);
    });
  }

  private async callOff(act: HeldAct, customerId: string, order: ServiceOrder): Promise<void> {
    if (order.visit === null) return;
    let outcome: Awaited<ReturnType<ServiceOrdersPort['cancelVisit']>>;
    try {
      outcome = await this.port.cancelVisit(await this.accounts.get(customerId), order);
    } catch (error) {
      await this.acts.drop(act);
      throw error;
    }
    if (outcome === 'done') return;
    const now = await this.orders.get(customerId, order.id).catch(() => undefined);
    if (now !== undefined && isCalledOff(now)) return;
    await this.acts.uncertain(act);
    throw new Problem(problems.outcomeUncertain);
  }

  /** Whether the attendance is closed now; a failure is tried again later. */
  private async close(customerId: string, order: ServiceOrder): Promise<boolean> {
    try {
      const outcome = await this.port.close(await this.accounts.get(customerId), order);
      if (outcome === 'done') return true;
      // Refused because it is closed, or lost on the way: the list knows.
      const orders = await this.orders.all(customerId);
      return orders.some((now) => now.id === order.id && !isOpen(now));
    } catch (error) {
      this.logger.warn({ err: error, order: order.id }, 'the attendance of a cancelled visit is still open');
      return false;
    }
  }

  private async settle(act: HeldAct): Promise<boolean> {
    const { orderId } = cancelDetails.parse(act.row.details);
    const { customerId } = act.row;
    const order = (await this.orders.all(customerId)).find(({ id }) => id === orderId);
    if (act.row.state === 'sent' && order !== undefined && !isCalledOff(order)) {
      if (!this.acts.wouldShow(act)) return false;
      await this.acts.drop(act);
      return true;
    }
    if (order !== undefined && isOpen(order) && !(await this.close(customerId, order))) return false;
    await this.acts.done(act, orderId);
    return true;
  }

  private dto(order: ServiceOrder, closed: boolean): CancelledServiceOrderDto {
    return {
      ...orderDto({ ...order, status: 'ST_OS_CANCELADA', visit: null }, this.config),
      attendance_closed: closed,
    };
  }
}

const isCalledOff = (order: ServiceOrder): boolean => order.visit === null || !isOpen(order);
