import { addDays, formatSlashedDayFirst, type PlainDate } from '../../common/brazil/dates.js';
import type { ServiceOrder } from '../service-orders/service-orders.port.js';

const SHIFTS = { MORNING: 'de manhã', AFTERNOON: 'à tarde' } as const;

export interface VisitReminder {
  readonly orderId: string;
  readonly visitDate: PlainDate;
  readonly title: string;
  readonly body: string;
}

/** What is told on the day before a visit that was not confirmed; undefined when nothing is. */
export function visitReminder(
  { id, status, visit }: Pick<ServiceOrder, 'id' | 'status' | 'visit'>,
  today: PlainDate,
): VisitReminder | undefined {
  if (status !== 'ST_OS_AGENDADA' || visit === null || visit.date !== addDays(today, 1)) return undefined;
  const shift = visit.shift === null ? '' : `, ${SHIFTS[visit.shift]}`;
  return {
    orderId: id,
    visitDate: visit.date,
    title: 'Sua visita técnica é amanhã',
    body: `A visita está marcada para ${formatSlashedDayFirst(visit.date)}${shift}. Confirme no app que haverá alguém no local, ou remarque.`,
  };
}
