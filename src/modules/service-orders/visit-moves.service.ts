import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { formatSlashedDayFirst } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { orderPlace, orderSubject, RESCHEDULE } from './service-order-act-places.js';
import type { MoveVisitDto } from './service-order-acts.dto.js';
import { orderDto } from './service-order-mapping.js';
import { isAt, isEarlier, type RescheduleRefusal, rescheduleRefusal, SHIFT_NAMES } from './service-order-rules.js';
import { ServiceOrderTrail } from './service-order-trail.service.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import type { ServiceOrderDto } from './service-orders.dto.js';
import { type ServiceOrder, ServiceOrdersPort, type VisitSlot } from './service-orders.port.js';
import { slotForOrder, visitSlot, VisitSlots } from './visit-slots.service.js';

const moveRequest = z.object({ orderId: z.string(), slot: visitSlot });
const MOVED = {};

const REFUSALS: Readonly<Record<RescheduleRefusal, string>> = {
  ENDED: 'Este atendimento já foi encerrado.',
  STARTED: 'O técnico já iniciou o atendimento.',
  CUTOFF: 'A visita é hoje e o horário limite para remarcar já passou.',
  LIMIT: 'O limite de remarcações desta visita foi atingido.',
};

/** Gives visits another slot. */
@Injectable()
export class VisitMoves {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly acts: IrreversibleActs,
    private readonly slots: VisitSlots,
    private readonly trail: ServiceOrderTrail,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
  ) {
    this.kind = acts.declare({
      name: RESCHEDULE,
      title: 'Remarcação de visita',
      request: moveRequest,
      outcome: z.object({}),
      showsWithinMs: config.settleSeconds * 1_000,
      find: async ({ customerId, request: { orderId, slot } }) => {
        const listed = await orders.all(customerId);
        return listed.some(({ id, visit }) => id === orderId && isAt(visit, slot)) ? MOVED : undefined;
      },
      assumed: () => MOVED,
    });
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
    return this.acts.holding(this.kind, orderPlace(customerId, orderId), async (act) => {
      const order = await this.orders.get(customerId, orderId);
      // The repetition of a request whose answer was lost: the visit is where it was to be moved.
      if (act.before?.request.slot.itemId === slot.itemId && isAt(order.visit, slot))
        return orderDto(order, this.config);
      await this.requireMovable(order, slot, word === 'ANTECIPADA');
      await act.send({ orderId, slot }, async () => {
        const booked = await this.port.book(await this.accounts.get(customerId), orderId, slot);
        if (booked === 'gone') throw new Problem(problems.slotGone);
        return booked === 'uncertain' ? booked : MOVED;
      });
      const when = `${formatSlashedDayFirst(slot.date)} ${SHIFT_NAMES[slot.shift]}`;
      const why = reason === undefined ? '' : ` Motivo: ${reason}`;
      await this.trail.leave(customerId, orderId, `VISITA ${word} PELO CLIENTE NO APP PARA ${when}.${why}`);
      const visit = { date: slot.date, shift: slot.shift, agendaItemId: slot.itemId };
      return orderDto({ ...order, status: 'ST_OS_AGENDADA', visit }, this.config);
    });
  }

  private async requireMovable(order: ServiceOrder, slot: VisitSlot, earlier: boolean): Promise<void> {
    const reschedules = await this.acts.countDone(this.kind, orderSubject(order.id));
    const refusal = rescheduleRefusal(order, reschedules, this.config, Date.now());
    if (refusal !== undefined) {
      throw new Problem(problems.notReschedulable, { detail: REFUSALS[refusal], extensions: { reason: refusal } });
    }
    if (isAt(order.visit, slot)) throw new Problem(problems.sameSlot);
    if (earlier && (order.visit === null || !isEarlier(slot, order.visit))) throw new Problem(problems.notEarlier);
  }
}
