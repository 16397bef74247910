import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { Answered } from '../../common/http/answered.js';

/** Whose bills: the account here, and the customer's id at the provider. */
export interface PaymentMethodsHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** The bank account that bills are debited from. */
export interface DebitAccount {
  readonly bank: string | null;
  /** The last digits of its number, at most three; never the whole. */
  readonly ending: string;
}

/** How the provider sends or collects bills. */
export const billingKinds = ['BOLETO', 'DIGITAL', 'DEBIT'] as const;
export type BillingKind = (typeof billingKinds)[number];

/** What the ways of paying need of the provider. */
export abstract class PaymentMethodsPort {
  /** Null when no account is registered. */
  abstract debitAccount(holder: PaymentMethodsHolder): Promise<Answered<DebitAccount | null>>;
  /** What is offered where the customer is served. */
  abstract billingKinds(holder: PaymentMethodsHolder): Promise<Answered<BillingKind[]>>;
  /** Names of the brands of cards that are taken. */
  abstract cardBrands(): Promise<Answered<string[]>>;
  /** Whether the customer's bills can be changed to digital ones; they are already, or the provider refuses, if not. */
  abstract canTakeDigitalBill(
    holder: PaymentMethodsHolder & { readonly credential: CustomerCredential },
  ): Promise<boolean | 'password-refused'>;
}
