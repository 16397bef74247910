import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../common/brazil/dates.js';

/** A fiscal document the provider issued. Money in centavos. */
export interface TaxNote {
  readonly id: string;
  readonly number: string | null;
  readonly series: string | null;
  /** As the provider names it, e.g. `MODELO 22`, `NFS-e`. */
  readonly model: string | null;
  readonly issuedAt: Date | null;
  readonly dueDate: PlainDate | null;
  readonly amountCents: number;
  /** The letter of the fiscal file: `N` normal, `C` cancelled. */
  readonly situation: string | null;
  readonly cancelledAt: Date | null;
  /** Access key or digital code, whichever its model has. */
  readonly key: string | null;
}

/** Whose notes: the account here, and the customer's id at the provider. */
export interface TaxNoteHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** What this domain needs of the provider; it tells the customer alone. */
export abstract class TaxNotesPort {
  /** Notes issued between two days, both included, in no particular order. */
  abstract list(
    holder: TaxNoteHolder,
    period: { readonly from: PlainDate; readonly to: PlainDate },
    credential: CustomerCredential,
  ): Promise<TaxNote[]>;
  /** The note as a PDF. */
  abstract pdf(holder: TaxNoteHolder, noteId: string, credential: CustomerCredential): Promise<Uint8Array>;
}
