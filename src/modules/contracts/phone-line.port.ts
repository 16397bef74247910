import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { ContractHolder } from './contracts.port.js';

/** Time spent in calls of one kind in the current month. */
export interface CallTotal {
  /** As the provider names it, e.g. `FIXO LOCAL`. */
  readonly kind: string | null;
  readonly seconds: number;
}

export interface PhoneLine {
  /** National digits or E.164, as the provider writes it; null when no call of the line tells it. */
  readonly number: string | null;
  /** Minutes a month that the plan includes; null when it says none. */
  readonly includedMinutes: number | null;
}

/** What this domain needs of the provider. */
export abstract class PhoneLinePort {
  abstract callTotals(holder: ContractHolder, contractId: string, credential: CustomerCredential): Promise<CallTotal[]>;
  abstract line(holder: ContractHolder, contractId: string, credential: CustomerCredential): Promise<PhoneLine>;
  /** Asks the provider's people to switch collect calls; cannot be undone. `uncertain` when the answer was lost. */
  abstract requestCollectCalls(
    holder: ContractHolder,
    contractId: string,
    enabled: boolean,
    reference: string,
  ): Promise<{ protocol: string } | 'uncertain'>;
  /** The request that was made with this reference, if it was. */
  abstract findCollectCallsRequest(
    holder: ContractHolder,
    contractId: string,
    reference: string,
    sentAt: Date,
  ): Promise<{ protocol: string } | undefined>;
  /** Whether the request of this protocol still waits for the provider's people. */
  abstract collectCallsRequestIsOpen(holder: ContractHolder, contractId: string, protocol: string): Promise<boolean>;
}
