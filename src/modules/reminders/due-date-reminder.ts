import { businessDayOnOrAfter, daysBetween, formatSlashedDayFirst, type PlainDate } from '../../common/brazil/dates.js';

/** Where a bill stands today. */
export interface DueBill {
  readonly id: string;
  readonly dueDate: PlainDate;
  /** Null while unpaid. */
  readonly paidOn: PlainDate | null;
}

export interface DueReminder {
  /** From the due date: negative before it. */
  readonly day: number;
  readonly title: string;
  /** Without the amount: it may stand on a lock screen. */
  readonly body: string;
}

/**
 * What is told of a bill today; undefined when nothing is. After a due date on a weekend or holiday the bill can be paid
 * on the next business day without charge: only then its days overdue begin to count.
 *
 * @param days from the due date on which customers are reminded
 */
export function dueReminder(bill: DueBill, today: PlainDate, days: readonly number[]): DueReminder | undefined {
  if (bill.paidOn !== null) return undefined;
  const payableUntil = businessDayOnOrAfter(bill.dueDate);
  const day = today <= bill.dueDate ? daysBetween(bill.dueDate, today) : daysBetween(payableUntil, today);
  // Between a due date on a weekend and its business day nothing new is to be said.
  if (!days.includes(day) || (day <= 0 && today > bill.dueDate)) return undefined;
  const due = formatSlashedDayFirst(bill.dueDate);
  if (day > 0) {
    return {
      day,
      title: 'Fatura em atraso',
      body: `A fatura com vencimento em ${due} ainda consta em aberto. Se você já pagou, desconsidere este aviso.`,
    };
  }
  if (day === 0) {
    return {
      day,
      title: 'Sua fatura vence hoje',
      body: `A fatura com vencimento em ${due} pode ser paga no app, com Pix ou boleto. Se você já pagou, desconsidere este aviso.`,
    };
  }
  return {
    day,
    title: day === -1 ? 'Sua fatura vence amanhã' : `Sua fatura vence em ${-day} dias`,
    body: `A fatura com vencimento em ${due} já pode ser paga no app, com Pix ou boleto.`,
  };
}
