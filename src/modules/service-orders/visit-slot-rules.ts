import { addDays, type PlainDate, todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { isHoliday } from '@brazilian-utils/brazilian-utils/is-holiday';
import type { ServiceOrdersConfig } from './service-orders.config.js';
import type { FreeSlot, Shift, VisitSlot } from './service-orders.port.js';

/** As requests and answers name the shifts. */
export const shiftWords = ['MANHA', 'TARDE'] as const;
export type ShiftWord = (typeof shiftWords)[number];

export const SHIFT_OF_WORD: Readonly<Record<ShiftWord, Shift>> = { MANHA: 'MORNING', TARDE: 'AFTERNOON' };
export const WORD_OF_SHIFT: Readonly<Record<Shift, ShiftWord>> = { MORNING: 'MANHA', AFTERNOON: 'TARDE' };

export interface SlotWindow {
  readonly from: PlainDate;
  readonly days: number;
  /** Both when undefined. */
  readonly shift: Shift | undefined;
}

/** The slots a customer may choose of: with room, in the window, not past, not on a closed day; the earliest first. */
export function choosableSlots<S extends FreeSlot>(
  slots: readonly S[],
  { from, days, shift }: SlotWindow,
  config: Pick<ServiceOrdersConfig, 'closedDays' | 'cutoffHour'>,
  now: number,
): S[] {
  const today = todayInSaoPaulo(() => now);
  const pastCutoff = Number(toSaoPauloInstant(now).slice(11, 13)) >= config.cutoffHour;
  const first = pastCutoff ? addDays(today, 1) : today;
  const end = addDays(from, days);
  const choosable = slots.filter(
    (slot) =>
      slot.date >= first &&
      slot.date >= from &&
      slot.date < end &&
      (shift === undefined || slot.shift === shift) &&
      (slot.places === null || slot.places > 0) &&
      !isClosed(slot.date, config.closedDays),
  );
  return choosable.sort(compareSlots);
}

/** By day, the morning before the afternoon. */
export const compareSlots = (left: VisitSlot, right: VisitSlot): number =>
  left.date.localeCompare(right.date) || WORD_OF_SHIFT[left.shift].localeCompare(WORD_OF_SHIFT[right.shift]);

function isClosed(date: PlainDate, closedDays: ReadonlySet<string>): boolean {
  // Noon keeps the day in every zone: the library reads the process's own calendar.
  const day = new Date(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)), 12);
  return (
    (closedDays.has('SUNDAY') && day.getDay() === 0) ||
    (closedDays.has('SATURDAY') && day.getDay() === 6) ||
    (closedDays.has('HOLIDAY') && isHoliday({ targetDate: day }))
  );
}
