import { IsNumberString, Length } from 'class-validator';
import type { TrustRefusalReason } from './trust-eligibility.js';

/** One contract of the customer's. */
export class ContractQueryDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

export class TrustCheckDto {
  contract_id!: string;

  eligible!: boolean;

  /** Why not; null when eligible */
  reason!: TrustRefusalReason | null;

  /**
   * Days the service works before it is suspended again
   * @example 3
   */
  days!: number;

  /**
   * Last day of the unlock that is active now
   * @example 2026-11-24
   */
  active_until!: string | null;

  /** When the last unlock was asked for, ISO-8601 */
  last_used_at!: string | null;

  /**
   * First day on which the interval between unlocks is over
   * @example 2026-12-21
   */
  next_available_at!: string | null;
}

export class RequestTrustUnlockDto {
  /** @example 311622 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contract_id!: string;
}

export class TrustUnlockDto {
  contract_id!: string;

  /**
   * Last day on which the service works without payment
   * @example 2026-11-24
   */
  valid_until!: string;
}
