import type { PlainDate } from '../../common/brazil/dates.js';
import type { PaymentMethod } from './payment-gateway.port.js';

/** A payment that a gateway received, for the provider's books. Centavos. */
export interface BillPayment {
  /** Whose bill it is: the account here. */
  readonly customerId: string;
  readonly billId: string;
  /** As issued; of a bill that is contested in part, the rest. */
  readonly amountCents: number;
  readonly fineCents: number;
  readonly interestCents: number;
  /** A part of the bill stays open: it is contested. */
  readonly partial: boolean;
  readonly paidOn: PlainDate;
  readonly method: PaymentMethod;
}

/** `uncertain` when the answer was lost and the payment may or may not have been entered. */
export type BillPaymentOutcome = 'paid' | 'already-paid' | 'uncertain';

/** What settling needs of the provider. */
export abstract class BillPaymentsPort {
  /** Enters the payment of a bill; asked at most once. A failure that is thrown says that nothing happened. */
  abstract pay(payment: BillPayment): Promise<BillPaymentOutcome>;
}
