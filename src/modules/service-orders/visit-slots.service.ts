import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SignedValues } from '../../common/auth/signed-values.js';
import { addDays, daysBetween, isPlainDate, type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CurrentServiceOrders } from './current-service-orders.service.js';
import { canCancel } from './service-order-rules.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import {
  type FreeSlot,
  type ServiceOrder,
  ServiceOrdersPort,
  type ServiceOrderType,
  type VisitSlot,
} from './service-orders.port.js';
import { VisitCapacityPort } from './visit-capacity.port.js';
import { choosableSlots, SHIFT_OF_WORD, type SlotWindow, WORD_OF_SHIFT } from './visit-slot-rules.js';
import type {
  AvailableDaysDto,
  AvailableDaysQueryDto,
  BookingAvailabilityDto,
  BookingAvailabilityQueryDto,
} from './visit-slots.dto.js';

const PURPOSE = 'visit-slot';
const SLOT_LIFETIME_SECONDS = 900;
const DEFAULT_DAYS = 15;
const MOST_DAYS = 60;

const plainDate = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value));
export const visitSlot = z.object({ itemId: z.string(), date: plainDate, shift: z.enum(['MORNING', 'AFTERNOON']) });
const signedSlot = z.object({ for: z.string(), slot: visitSlot });

/** For what a slot was offered: it is worth nothing elsewhere. */
export const slotForOrder = (orderId: string): string => `order:${orderId}`;
export const slotForContract = (contractId: string, type: ServiceOrderType): string => `contract:${contractId}:${type}`;

/** Days and shifts at which a technician can come, and the signed slots that customers choose them by. */
@Injectable()
export class VisitSlots {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly orders: CurrentServiceOrders,
    private readonly port: ServiceOrdersPort,
    private readonly capacity: VisitCapacityPort,
    private readonly signed: SignedValues,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
  ) {}

  /** Slots for the visit of an order to be opened, or to which an order's visit can be moved. */
  async available(customerId: string, query: AvailableDaysQueryDto): Promise<AvailableDaysDto> {
    const window = windowOf(query);
    const { serviceOrderId, contractId, serviceOrderType } = query;
    if (serviceOrderId !== undefined) {
      const order = await this.orders.get(customerId, serviceOrderId);
      return this.offer(customerId, slotForOrder(order.id), await this.slotsOf(customerId, order, window), window);
    }
    if (contractId === undefined || serviceOrderType === undefined) {
      const missing = contractId === undefined ? 'contractId' : 'serviceOrderType';
      throw new Problem(problems.validation, {
        invalidFields: [{ field: missing, message: `${missing} is required without serviceOrderId` }],
      });
    }
    const slots = await this.slotsOfContract(customerId, contractId, serviceOrderType);
    return this.offer(customerId, slotForContract(contractId, serviceOrderType), slots, window);
  }

  /** Slots from tomorrow to the day before an order's visit. */
  async earlier(customerId: string, orderId: string): Promise<AvailableDaysDto> {
    const order = await this.orders.get(customerId, orderId);
    const from = addDays(todayInSaoPaulo(), 1);
    const days = order.visit === null ? 0 : Math.min(MOST_DAYS, daysBetween(from, order.visit.date));
    if (days <= 0 || !canCancel(order)) return { items: [] };
    const window: SlotWindow = { from, days, shift: undefined };
    return this.offer(customerId, slotForOrder(order.id), await this.slotsOf(customerId, order, window), window);
  }

  /** Room for visits at a place, without a contract. */
  async bookings(query: BookingAvailabilityQueryDto): Promise<BookingAvailabilityDto> {
    const { cityId, technologyId, contractTypeId } = query;
    const slots = await this.capacity.slots(query.serviceOrderType, { cityId, technologyId, contractTypeId });
    const choosable = choosableSlots(slots, windowOf(query), this.config, Date.now());
    return {
      items: choosable.map((slot) => ({
        date: slot.date,
        shift: WORD_OF_SHIFT[slot.shift],
        period_label: this.config.periods[slot.shift],
        places: slot.places,
      })),
    };
  }

  /**
   * Reads a slot that was offered to the customer for this purpose.
   * @throws Problem SLOT_GONE when it was offered too long ago, VALIDATION_ERROR when it never was.
   */
  open(customerId: string, offeredFor: string, slotId: string): VisitSlot {
    const opened = this.signed.open(PURPOSE, customerId, slotId, signedSlot);
    if (opened === 'expired') throw new Problem(problems.slotGone);
    if (opened === 'invalid' || opened.for !== offeredFor) {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'slot_id', message: 'slot_id must be one that was offered for this visit' }],
      });
    }
    return opened.slot;
  }

  private async slotsOf(customerId: string, order: ServiceOrder, { from, days, shift }: SlotWindow) {
    const account = await this.accounts.get(customerId);
    const shifts = shift === undefined ? (['MORNING', 'AFTERNOON'] as const) : [shift];
    const found = await Promise.all(
      shifts.map((wanted) => this.port.slotsOf(account, order, { from, days, shift: wanted })),
    );
    return found.flat();
  }

  private async slotsOfContract(customerId: string, contractId: string, type: ServiceOrderType): Promise<FreeSlot[]> {
    const place = await this.capacity.placeOf(await this.accounts.get(customerId), contractId);
    return place === undefined ? [] : this.capacity.slots(type, place);
  }

  private offer(
    customerId: string,
    offeredFor: string,
    slots: readonly FreeSlot[],
    window: SlotWindow,
  ): AvailableDaysDto {
    const choosable = choosableSlots(slots, window, this.config, Date.now());
    return {
      items: choosable.map(({ itemId, date, shift }) => ({
        date,
        shift: WORD_OF_SHIFT[shift],
        period_label: this.config.periods[shift],
        slot_id: this.signed.sign(
          PURPOSE,
          customerId,
          { for: offeredFor, slot: { itemId, date, shift } },
          SLOT_LIFETIME_SECONDS,
        ),
      })),
    };
  }
}

/** Never before today: nobody asks the provider for days that are gone. */
function windowOf({ from, shift, limitDays }: Pick<AvailableDaysQueryDto, 'from' | 'shift' | 'limitDays'>): SlotWindow {
  const today = todayInSaoPaulo();
  if (from !== undefined && !isPlainDate(from)) {
    throw new Problem(problems.validation, {
      invalidFields: [{ field: 'from', message: 'from must be a day that exists, yyyy-MM-dd' }],
    });
  }
  return {
    from: from === undefined || from < today ? today : from,
    days: limitDays ?? DEFAULT_DAYS,
    shift: shift === undefined ? undefined : SHIFT_OF_WORD[shift],
  };
}
