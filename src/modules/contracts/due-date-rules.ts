import type { PlainDate } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { DueDateSituation } from './due-dates.port.js';

/** Why a due date cannot be changed now. */
export type DueDateChangeObstacle = 'CONTRACT_NOT_SERVICEABLE' | 'OPEN_INVOICE' | 'ALREADY_REQUESTED';

/** A commercial month, by which the days of a changed period are charged. */
const MONTH_DAYS = 30;

/** The first obstacle that stands in the way of a change, or null. */
export function obstacleTo(
  situation: DueDateSituation,
  changeWaits: boolean,
  today: PlainDate,
): DueDateChangeObstacle | null {
  if (situation.status !== 'HABILITADO') return 'CONTRACT_NOT_SERVICEABLE';
  if (changeWaits) return 'ALREADY_REQUESTED';
  // A bill that is made and not yet due stands in nobody's way.
  if (situation.unpaidDueDates.some((dueDate) => dueDate < today)) return 'OPEN_INVOICE';
  return null;
}

export interface ProRata {
  /** Days between the old due date and the new one, 1 to 29. */
  readonly days: number;
  /** What these days cost, in centavos, rounded half-up; null when the price is not known. */
  readonly amountCents: number | null;
}

/** What the days between two due dates cost: the period up to the new day is charged once, in proportion. */
export function proRata(fromDay: number, toDay: number, priceCents: number | null): ProRata {
  const distance = (Math.min(toDay, MONTH_DAYS) - Math.min(fromDay, MONTH_DAYS) + MONTH_DAYS) % MONTH_DAYS;
  // Of the 30th and the 31st both ends of the month are the same day, and still a day apart.
  const days = distance === 0 ? 1 : distance;
  return { days, amountCents: priceCents === null ? null : Math.floor((priceCents * days * 2 + MONTH_DAYS) / 60) };
}

/** The pro-rata for a customer to read. */
export function proRataText(proportion: ProRata | null, toDay: number): string {
  const change = `O novo vencimento, dia ${toDay}, vale a partir do próximo faturamento. A primeira fatura traz também o valor proporcional`;
  if (proportion === null) return `${change} dos dias entre os dois vencimentos.`;
  const { days, amountCents } = proportion;
  const amount = amountCents === null ? '' : `, cerca de ${formatBrl(amountCents)}`;
  return `${change} de ${days === 1 ? '1 dia' : `${days} dias`}${amount}.`;
}
