import type { PlainDate } from '../../common/brazil/dates.js';
import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';

/** A bill the provider issued (TM Forum: customer bill). Money in centavos. */
export interface CustomerBill {
  readonly id: string;
  /** One bill can cover several contracts. */
  readonly contractIds: readonly string[];
  /** As issued; what the digitable line says. */
  readonly amountCents: number;
  readonly fineCents: number;
  readonly interestCents: number;
  readonly dueDate: PlainDate;
  /** Null while unpaid. */
  readonly paidOn: PlainDate | null;
  readonly documentNumber: string | null;
}

export interface BillPayer {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
}

/** What this domain needs of the provider. */
export abstract class CustomerBillsPort {
  /** Every bill of the customer, paid and unpaid; `fresh` takes no kept answer. */
  abstract list(payer: BillPayer, options?: { readonly fresh: boolean }): Promise<Answered<CustomerBill[]>>;
  /** Unpaid bills by document alone, for whoever asks without logging in; empty for an unknown document. */
  abstract listOpenOfDocument(document: Document): Promise<CustomerBill[]>;
  /** The digitable line as the provider gives it, unchecked; undefined when it has none for this bill. */
  abstract digitableLine(billId: string): Promise<string | undefined>;
  /** The bill as a PDF. */
  abstract pdf(billId: string): Promise<Uint8Array>;
}
