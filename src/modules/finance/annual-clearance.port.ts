import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';

/** Whose statement: the account here, and the customer's id and credential at the provider. */
export interface ClearanceHolder {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly credential: CustomerCredential;
}

/** What the annual clearance statement needs of the provider. */
export abstract class AnnualClearancePort {
  /** The statement of a calendar year as a PDF; `open-debts` when the year is not paid. */
  abstract statement(holder: ClearanceHolder, year: number): Promise<Uint8Array | 'open-debts'>;
}
