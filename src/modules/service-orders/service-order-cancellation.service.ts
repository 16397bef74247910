import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import type { ActOutcome, SentAct } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { orderPlace } from './service-order-act-places.js';
import type { CancelledServiceOrderDto } from './service-order-acts.dto.js';
import { orderDto } from './service-order-mapping.js';
import { canCancel, isOpen } from './service-order-rules.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import { type ServiceOrder, ServiceOrdersPort } from './service-orders.port.js';

const cancelRequest = z.object({ orderId: z.string() });
const CALLED_OFF = {};

/** Calls visits off and closes what is behind them; the second is tried until it is done. */
@Injectable()
export class ServiceOrderCancellation {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly acts: IrreversibleActs,
    private readonly trail: ServiceOrderTrail,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
    private readonly logger: PinoLogger,
  ) {
    this.kind = acts.declare({
      name: 'service-order.cancellation',
      title: 'Cancelamento de ordem de serviço',
      request: cancelRequest,
      outcome: z.object({}),
      showsWithinMs: config.settleSeconds * 1_000,
      find: async ({ customerId, request: { orderId } }) => {
        const order = (await orders.all(customerId)).find(({ id }) => id === orderId);
        // One that the provider lists no more is called off.
        return order === undefined || isCalledOff(order) ? CALLED_OFF : undefined;
      },
      assumed: () => CALLED_OFF,
      finish: (act) => this.finish(act),
    });
  }

  /**
   * Cancels an order; one that is cancelled already stays so.
   * @throws Problem NOT_CANCELLABLE once it was started or has ended, OUTCOME_UNCERTAIN.
   */
  async cancel(customerId: string, orderId: string, reason: string): Promise<CancelledServiceOrderDto> {
    const place = orderPlace(customerId, orderId);
    if ((await this.acts.standing(this.kind, place.subject))?.state === 'unfinished') {
      const order = await this.orders.get(customerId, orderId);
      return this.dto(order, !isOpen(order));
    }
    return this.acts.holding(this.kind, place, async (act) => {
      const order = await this.orders.get(customerId, orderId);
      if (order.status === 'ST_OS_CANCELADA') return this.dto(order, true);
      if (!canCancel(order)) throw new Problem(problems.notCancellable);
      const { finished } = await act.send({ orderId }, async () => {
        if (order.visit === null) return CALLED_OFF;
        const outcome = await this.port.cancelVisit(await this.accounts.get(customerId), order);
        return outcome === 'done' ? CALLED_OFF : 'uncertain';
      });
      await this.trail.leave(customerId, orderId, `ATENDIMENTO CANCELADO PELO CLIENTE NO APP. Motivo: ${reason}`);
      return this.dto(order, finished);
    });
  }

  /** Closes the attendance behind the visit, if that can be done now. */
  private async finish({ customerId, request }: SentAct<{ orderId: string }>): Promise<ActOutcome<object>> {
    const order = (await this.orders.all(customerId)).find(({ id }) => id === request.orderId);
    const finished = order === undefined || !isOpen(order) || (await this.close(customerId, order));
    return { outcome: CALLED_OFF, finished };
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

  private dto(order: ServiceOrder, closed: boolean): CancelledServiceOrderDto {
    return {
      ...orderDto({ ...order, status: 'ST_OS_CANCELADA', visit: null }, this.config),
      attendance_closed: closed,
    };
  }
}

const isCalledOff = (order: ServiceOrder): boolean => order.visit === null || !isOpen(order);
