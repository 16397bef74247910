import type { Document } from '../../common/brazil/document.js';
import type { Contract } from '../contracts/contracts.port.js';

/** What the provider tells of a customer whose password was right. */
export interface VerifiedCustomer {
  readonly erpCustomerId: string;
  readonly firstName: string;
  readonly contracts: readonly Contract[];
}

/** Checks a customer's password where the provider keeps it. */
export abstract class CustomerCredentialsPort {
  /** Undefined for an unknown document and for a wrong password alike. */
  abstract verify(document: Document, password: string): Promise<VerifiedCustomer | undefined>;
}
