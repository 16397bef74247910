import type { Document } from '../../common/brazil/document.js';

/** A sale that waits for the buyer: a contract that was made, or a plan that a prospect agreed to. */
export interface SaleRef {
  readonly kind: 'CONTRACT' | 'PROSPECT';
  /** Of the contract or the prospect. */
  readonly providerId: string;
  readonly erpCustomerId: string;
}

/** How a sale stands: another standing later shows that it was accepted. */
export interface SaleStanding {
  readonly pending: boolean;
  /** A word of the provider's, kept to be compared. */
  readonly standing: string;
  /** Fit to be told to the buyer. */
  readonly status: string;
}

export interface SaleSummary {
  readonly plan: string | null;
  readonly priceCents: number | null;
  readonly dueDateId: string | null;
}

export interface OfferedDueDate {
  readonly id: string;
  readonly day: number;
}

export type AcceptanceOutcome = 'accepted' | 'uncertain';

/** What this domain needs of the provider's sales. */
export abstract class PendingSalesPort {
  /** Sales that wait for the buyer's acceptance; empty for an unknown document. */
  abstract find(document: Document): Promise<readonly SaleRef[]>;
  abstract standing(sale: SaleRef): Promise<SaleStanding>;
  abstract summary(sale: SaleRef): Promise<SaleSummary>;
  /** The contract as a PDF; undefined for a sale that has none yet. */
  abstract term(sale: SaleRef): Promise<Uint8Array | undefined>;
  abstract dueDates(): Promise<readonly OfferedDueDate[]>;
  /** Bears repetition. */
  abstract changeDueDate(sale: SaleRef, fromId: string, toId: string): Promise<void>;
  /** Accepts: irreversible, at most one request. Throws only when it was surely not accepted. */
  abstract accept(sale: SaleRef): Promise<AcceptanceOutcome>;
}
