import { addDays, type PlainDate } from '../../src/common/brazil/dates.js';
import type { ServiceOrder } from './rows.js';

export type Shift = 'MANHA' | 'TARDE';

/** One shift of one day in the technical agenda. */
export interface AgendaSlot {
  readonly id: number;
  readonly date: PlainDate;
  readonly shift: Shift;
  /** How many visits fit. */
  readonly technicians: number;
  /** Places that are taken by visits which are not among our attendances. */
  readonly taken: number;
}

const DAYS = 60;
const TECHNICIANS = 3;

/** The places taken go round over this: the afternoons of the second day, the fifth and so on are full at the start. */
const TAKEN = [0, 1, 0, 2, 1, 3] as const;

/** Two shifts a day but on Sundays, from tomorrow on. The visit of the demo attendance 940117, in three days, has its item. */
export function seedTechnicalAgenda(today: PlainDate): Map<number, AgendaSlot> {
  const slots = new Map<number, AgendaSlot>();
  for (let offset = 1; offset <= DAYS; offset += 1) {
    const date = addDays(today, offset);
    if (isSunday(date) && offset !== 3) continue;
    const afternoonId = 7_601_380 + 20 * offset;
    const add = (id: number, shift: Shift, turn: number) =>
      slots.set(id, { id, date, shift, technicians: TECHNICIANS, taken: TAKEN[turn % TAKEN.length] ?? 0 });
    add(afternoonId - 10, 'MANHA', 2 * offset);
    add(afternoonId, 'TARDE', 2 * offset + 1);
  }
  return slots;
}

const isSunday = (date: PlainDate): boolean => new Date(`${date}T12:00:00Z`).getUTCDay() === 0;

const CLOSED: ReadonlySet<ServiceOrder['status']> = new Set(['SOLUCIONADO', 'SEM SOLUCAO', 'FECHADO']);

/** Whether something can still happen to the attendance. */
export const isOpen = (order: ServiceOrder): boolean => !CLOSED.has(order.status);

/** Places of the slot that are taken now, by other visits and by open attendances. */
export function bookedPlaces(slot: AgendaSlot, orders: Iterable<ServiceOrder>): number {
  let booked = slot.taken;
  for (const order of orders) if (order.visitItemId === slot.id && isOpen(order)) booked += 1;
  return booked;
}
