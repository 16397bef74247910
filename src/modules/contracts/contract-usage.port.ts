import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { ContractHolder } from './contracts.port.js';

/** Running counters of a connection at a moment: the difference of two readings is the bits that passed between them. */
export interface TrafficReading {
  readonly at: Date;
  readonly downloadBits: number;
  readonly uploadBits: number;
}

/** What this domain needs of the provider. */
export abstract class ContractUsagePort {
  /** Readings of the contract's connection, in no particular order; none for a contract without one. */
  abstract readings(
    holder: ContractHolder,
    contractId: string,
    period: { readonly from: Date; readonly to: Date },
    credential: CustomerCredential,
  ): Promise<TrafficReading[]>;
}
