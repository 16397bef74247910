import type { PlainDate } from '../../common/brazil/dates.js';
import type { ContractHolder } from './contracts.port.js';

/** What speaks against suspending a contract for a while; a contract not in use is no candidate. */
export interface SuspensionCandidate {
  readonly contractId: string;
  readonly hasDebt: boolean;
  readonly suspendedWithinAYear: boolean;
}

export interface Suspension {
  readonly startsOn: PlainDate;
  readonly days: number;
}

/** What this domain needs of the provider. */
export abstract class TemporarySuspensionPort {
  abstract candidates(holder: ContractHolder): Promise<SuspensionCandidate[]>;
  /** Cannot be undone; `uncertain` when the answer was lost. */
  abstract suspend(
    holder: ContractHolder,
    contractId: string,
    suspension: Suspension,
  ): Promise<'suspended' | 'refused' | 'uncertain'>;
  /** Whether the provider shows the contract as suspended, now or within the last year. */
  abstract shows(holder: ContractHolder, contractId: string): Promise<boolean>;
}
