import type { PlainDate } from '../../src/common/brazil/dates.js';

interface Deactivation {
  readonly contractId: number;
  readonly from: PlainDate;
  readonly days: number;
}

interface AttachedFile {
  readonly customerId: number;
  readonly kind: string;
  readonly filename: string;
  readonly bytes: number;
}

/** What was done to contracts since the start, beside what their rows say. */
export class ContractChanges {
  /** When a contract was accepted, in epoch milliseconds. */
  readonly acceptedAt = new Map<number, number>();
  /** Last day of a contract enabled in trust. */
  readonly trustedUntil = new Map<number, PlainDate>();
  readonly deactivations: Deactivation[] = [];
  /** Contracts whose new due date waits for the next billing. */
  readonly dueDateChanged = new Set<number>();
  /** Customers who get their bills without paper. */
  readonly digitalBills = new Set<number>();
  /** Requests for other people to change a customer's data, as they came. */
  readonly profileRequests: unknown[] = [];
  readonly attachedFiles: AttachedFile[] = [];
}
