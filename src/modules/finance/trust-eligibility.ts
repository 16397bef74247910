import { addDays, businessDayOnOrAfter, dateInSaoPaulo, type PlainDate } from '../../common/brazil/dates.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';

/** Why a contract cannot be unlocked on trust. */
export const trustRefusalReasons = [
  'NOT_SUSPENDED',
  'ALREADY_ACTIVE',
  'USED_IN_PERIOD',
  'TOO_MANY_OVERDUE',
  'IN_NEGOTIATION',
  'CANCELLED',
  'PREVIOUS_NOT_HONOURED',
  'UNKNOWN_UPSTREAM',
] as const;
export type TrustRefusalReason = (typeof trustRefusalReasons)[number];

export interface TrustRules {
  /** Between two unlocks. */
  readonly intervalDays: number;
  readonly maxOverdue: number;
}

/** An unlock that happened. */
export interface PastUnlock {
  readonly requestedAt: Date;
  readonly oldestBillId: string | null;
}

export interface TrustCase {
  readonly status: ContractStatus;
  /** An unlock whose end nobody knows yet. */
  readonly unresolved: boolean;
  /** Bills of the contract; undefined when they cannot be read. */
  readonly bills: readonly CustomerBill[] | undefined;
  readonly last: PastUnlock | undefined;
  readonly today: PlainDate;
}

export interface TrustVerdict {
  /** Null when the contract can be unlocked. */
  readonly reason: TrustRefusalReason | null;
  /** The first day on which the interval is over; null when waiting does not help, or is not needed. */
  readonly nextAvailableOn: PlainDate | null;
  /** The bill that is owed longest. */
  readonly oldestBillId: string | null;
}

const STATUS_REASONS: Readonly<Partial<Record<ContractStatus, TrustRefusalReason>>> = {
  CANCELADO: 'CANCELLED',
  EM_NEGOCIACAO: 'IN_NEGOTIATION',
  HABILITADO_EM_CONFIANCA: 'ALREADY_ACTIVE',
  UNKNOWN: 'UNKNOWN_UPSTREAM',
};
const SUSPENDED: ReadonlySet<ContractStatus> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE']);

/** Unpaid bills past the day until which they could be paid without charge, the oldest first. */
export const overdueBills = (bills: readonly CustomerBill[], today: PlainDate): CustomerBill[] =>
  bills
    .filter((bill) => bill.paidOn === null && businessDayOnOrAfter(bill.dueDate) < today)
    .sort((left, right) => left.dueDate.localeCompare(right.dueDate) || left.id.localeCompare(right.id));

/** Judges a contract: a commercial courtesy by the provider's rules, no legal duty. */
export function judgeTrust(trust: TrustCase, rules: TrustRules): TrustVerdict {
  const { status, bills, last, today } = trust;
  const overdue = overdueBills(bills ?? [], today);
  const verdict = (reason: TrustRefusalReason | null, nextAvailableOn: PlainDate | null = null): TrustVerdict => ({
    reason,
    nextAvailableOn,
    oldestBillId: overdue[0]?.id ?? null,
  });
  const byStatus = STATUS_REASONS[status];
  if (byStatus !== undefined) return verdict(byStatus);
  if (trust.unresolved) return verdict('UNKNOWN_UPSTREAM');
  if (!SUSPENDED.has(status)) return verdict('NOT_SUSPENDED');
  if (last !== undefined) {
    const day = dateInSaoPaulo(last.requestedAt.getTime()) ?? today;
    const next = addDays(day, rules.intervalDays);
    if (today < next) return verdict('USED_IN_PERIOD', next);
  }
  if (bills === undefined) return verdict('UNKNOWN_UPSTREAM');
  if (last !== undefined && overdue.some(({ id }) => id === last.oldestBillId)) {
    return verdict('PREVIOUS_NOT_HONOURED');
  }
  if (overdue.length > rules.maxOverdue) return verdict('TOO_MANY_OVERDUE');
  return verdict(null);
}
