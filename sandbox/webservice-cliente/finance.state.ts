import type { PlainDate } from '../../src/common/brazil/dates.js';
import type { Bill } from './rows.js';

interface Payment {
  readonly billId: number;
  readonly accountId: number;
  /** Reais. */
  readonly paid: number;
  /** Reais. */
  readonly discount: number;
  readonly partial: boolean;
  readonly paidOn: PlainDate;
}

interface Negotiation {
  readonly customerId: number;
  readonly closed: readonly Bill[];
  readonly createdIds: readonly number[];
}

interface PaymentPromise {
  readonly id: number;
  readonly contactId: number;
  readonly billId: number;
  readonly on: PlainDate;
}

interface AdditionalService {
  readonly id: number;
  readonly contractId: number;
  readonly serviceId: number;
  readonly instalments: number;
  readonly note: string;
}

/** What finance has entered since the start. The bills themselves lie in the ERP's state. */
export interface Finance {
  readonly payments: Payment[];
  readonly negotiations: Negotiation[];
  readonly promises: PaymentPromise[];
  readonly additionalServices: AdditionalService[];
}

export const seedFinance = (): Finance => ({ payments: [], negotiations: [], promises: [], additionalServices: [] });
