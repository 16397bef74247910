import { ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class TrustUnlockDataDto {
  /** @example 311622 */
  contract_id!: string;

  eligible!: boolean;

  /**
   * Why not; null when eligible
   * @example USED_IN_PERIOD
   */
  reason!: string | null;

  /** The reason for the customer to read */
  reason_text!: string | null;

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

  /**
   * First day on which the interval between unlocks is over
   * @example 2026-12-21
   */
  next_available_at!: string | null;

  /** @example Libere o acesso por 3 dias */
  title!: string;

  /** What the customer agrees to */
  terms!: string[];

  /** That charges go on */
  warning!: string;
}

export class TrustUnlockSectionDto extends SectionDto {
  type!: 'TRUST_UNLOCK';

  data!: TrustUnlockDataDto | null;
}

export class LicenseTrustScreenDto extends ScreenDto {
  @SectionsOf({ TRUST_UNLOCK: TrustUnlockSectionDto })
  sections!: SectionDto[];
}
