import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatSlashedDayFirst } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { type HeldAct, orderSubject, ServiceOrderActs } from './service-order-acts.service.js';
import type { MoveVisitDto } from './service-order-acts.dto.js';
import { orderDto } from './service-order-mapping.js';
import { isAt, isEarlier, type RescheduleRefusal, rescheduleRefusal, SHIFT_NAMES } from './service-order-rules.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import type { ServiceOrderDto } from './service-orders.dto.js';
import { type ServiceOrder, ServiceOrdersPort, type VisitSlot } from './service-orders.port.js';
import { slotForOrder, visitSlot, VisitSlots } from './visit-slots.service.js';

const moveDetails = z.object({ orderId: z.string(), slot: visitSlot });

const REFUSALS: Readonly<Record<RescheduleRefusal, string>> = {
  ENDED: 'Este atendimento já foi encerrado.',
  STARTED: 'O técnico já iniciou o atendimento.',
  CUTOFF: 'A visita é hoje e o horário limite para remarcar já passou.',
  LIMIT: 'O limite de remarcações desta visita foi atingido.',
};

/** Gives visits another slot. */
@Injectable()
export class VisitMoves {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly acts: ServiceOrderActs,
    private readonly slots: VisitSlots,
    private readonly trail: ServiceOrderTrail,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
  ) {
    acts.settleWith('RESCHEDULE', (act) => this.settle(act));
  }

  /** @throws Problem SLOT_GONE, SAME_SLOT, NOT_RESCHEDULABLE, OUTCOME_UNCERTAIN. */
  reschedule(customerId: string, orderId: string, body: MoveVisitDto): Promise<ServiceOrderDto> {
    return this.move(customerId, orderId, body, 'REMARCADA');
  }

  /** As `reschedule`, to a slot before the present one. @throws Problem NOT_EARLIER besides. */
  anticipate(customerId: string, orderId: string, body: MoveVisitDto): Promise<ServiceOrderDto> {
    return this.move(customerId, orderId, body, 'ANTECIPADA');
  }

  private async move(
    customerId: string,
    orderId: string,
    { slot_id: slotId, reason }: MoveVisitDto,
    word: 'REMARCADA' | 'ANTECIPADA',
  ): Promise<ServiceOrderDto> {
    const slot = this.slots.open(customerId, slotForOrder(orderId), slotId);
    const subject = orderSubject(orderId);
    return this.acts.holding({ customerId, kind: 'RESCHEDULE', subject, serviceOrderId: orderId }, async (act) => {
      const order = await this.orders.get(customerId, orderId);
      // The repetition of a request whose answer was lost: the visit is where it was to be moved.
      if (isRepetition(act, slot) && isAt(order.visit, slot)) return orderDto(order, this.config);
      await this.requireMovable(order, slot, word === 'ANTECIPADA');
      await this.acts.send(act, { orderId, slot });
      await this.book(act, customerId, orderId, slot);
      await this.acts.done(act, orderId);
      const when = `${formatSlashedDayFirst(slot.date)} ${SHIFT_NAMES[slot.shift]}`;
      const why = reason === undefined ? '' : ` Motivo: ${reason}`;
      await this.trail.leave(customerId, orderId, `VISITA ${word} PELO CLIENTE NO APP PARA ${when}.${why}`);
      const visit = { date: slot.date, shift: slot.shift, agendaItemId: slot.itemId };
      return orderDto({ ...order, status: 'ST_OS_AGENDADA', visit }, this.config);
    });
  }

  private async requireMovable(order: ServiceOrder, slot: VisitSlot, earlier: boolean): Promise<void> {
    const reschedules = await this.acts.reschedules(order.id);
    const refusal = rescheduleRefusal(order, reschedules, this.config, Date.now());
    if (refusal !== undefined) {
      throw new Problem(problems.notReschedulable, { detail: REFUSALS[refusal], extensions: { reason: refusal } });
    }
    if (isAt(order.visit, slot)) throw new Problem(problems.sameSlot);
    if (earlier && (order.visit === null || !isEarlier(slot, order.visit))) throw new Problem(problems.notEarlier);
  }

  private async book(act: HeldAct, customerId: string, orderId: string, slot: VisitSlot): Promise<void> {
    const account = await this.accounts.get(customerId);
    let booked: Awaited<ReturnType<ServiceOrdersPort['book']>>;
    try {
      booked = await this.port.book(account, orderId, slot);
    } catch (error) {
      await this.acts.drop(act);
      throw error;
    }
    if (booked === 'done') return;
    if (booked === 'gone') {
      await this.acts.drop(act);
      throw new Problem(problems.slotGone);
    }
    const order = await this.orders.get(customerId, orderId).catch(() => undefined);
    if (order !== undefined && isAt(order.visit, slot)) return;
    await this.acts.uncertain(act);
    throw new Problem(problems.outcomeUncertain);
  }

  private async settle(act: HeldAct): Promise<boolean> {
    const { orderId, slot } = moveDetails.parse(act.row.details);
    const orders = await this.orders.all(act.row.customerId);
    if (orders.some(({ id, visit }) => id === orderId && isAt(visit, slot))) {
      await this.acts.done(act, orderId);
      return true;
    }
    if (!this.acts.wouldShow(act)) return false;
    await this.acts.drop(act);
    return true;
  }
}

function isRepetition({ settledBefore }: HeldAct, slot: VisitSlot): boolean {
  if (settledBefore?.kind !== 'RESCHEDULE') return false;
  return moveDetails.parse(settledBefore.details).slot.itemId === slot.itemId;
}
