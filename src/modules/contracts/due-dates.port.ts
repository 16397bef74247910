import type { PlainDate } from '../../common/brazil/dates.js';
import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { Answered } from '../../common/http/answered.js';
import type { ContractHolder, ContractStatus } from './contracts.port.js';

/** A day of the month that bills can fall due on. */
export interface DueDate {
  readonly id: string;
  readonly day: number;
  /** Days of the month between which the bills of this due date are made. */
  readonly billingFromDay: number | null;
  readonly billingToDay: number | null;
}

/** What decides whether a contract's due date can be changed. */
export interface DueDateSituation {
  readonly status: ContractStatus;
  /** Id of its due date now. */
  readonly currentId: string | null;
  /** Centavos a month. */
  readonly priceCents: number | null;
  readonly unpaidDueDates: readonly PlainDate[];
}

/** What this domain needs of the provider. */
export abstract class DueDatesPort {
  /** Due dates that can be chosen. */
  abstract offered(): Promise<Answered<DueDate[]>>;
  abstract situation(holder: ContractHolder, contractId: string): Promise<DueDateSituation>;
  /** Whether a change asked for earlier waits for the next billing; the provider tells the customer alone. */
  abstract changeWaits(holder: ContractHolder, currentId: string, credential: CustomerCredential): Promise<boolean>;
  /** Repeating it changes nothing more. */
  abstract change(
    holder: ContractHolder,
    contractId: string,
    change: { readonly fromId: string; readonly toId: string },
  ): Promise<'changed' | 'refused'>;
}
