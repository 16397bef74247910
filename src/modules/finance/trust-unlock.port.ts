import type { PlainDate } from '../../common/brazil/dates.js';
import type { ContractStatus } from '../contracts/contracts.port.js';

/** Whose contract it is. */
export interface TrustUnlockHolder {
  readonly id: string;
}

/** What came of asking: `uncertain` when the answer was lost and the unlock may or may not have happened. */
export type TrustUnlockOutcome =
  | { readonly kind: 'unlocked'; readonly validUntil: PlainDate | null }
  | { readonly kind: 'refused' }
  | { readonly kind: 'uncertain' };

/** What trust unlocks need of the provider. */
export abstract class TrustUnlockPort {
  /** The contract's status as it is now, never a kept one. */
  abstract contractStatus(holder: TrustUnlockHolder, contractId: string): Promise<ContractStatus>;
  /** Enables a suspended contract on trust; asked at most once. A failure that is thrown says that nothing happened. */
  abstract unlock(holder: TrustUnlockHolder, contractId: string): Promise<TrustUnlockOutcome>;
}
