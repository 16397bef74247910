import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../common/brazil/dates.js';

export interface PhoneCall {
  readonly startedAt: Date;
  readonly origin: string | null;
  readonly destination: string | null;
  /** FIXO LOCAL, MOVEL DDD and the like. */
  readonly kind: string | null;
  readonly region: string | null;
  readonly durationSeconds: number | null;
  readonly amountCents: number;
}

/** Calls of one kind together. */
export interface CallTotal {
  readonly kind: string | null;
  readonly durationSeconds: number;
}

/** Whose calls: the account here, and the customer's own credential at the provider. */
export interface CallsHolder {
  readonly id: string;
  readonly credential: CustomerCredential;
}

/** What call extracts need of the provider. */
export abstract class PhoneCallsPort {
  /** Calls from the first to the last day, both included. */
  abstract list(holder: CallsHolder, contractId: string, from: PlainDate, to: PlainDate): Promise<PhoneCall[]>;
  /** What was called in the month that runs. */
  abstract currentTotals(holder: CallsHolder, contractId: string): Promise<CallTotal[]>;
}
