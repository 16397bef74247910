import { IsDateString, IsOptional, Length } from 'class-validator';
import type { UsageResolution } from './usage-series.js';

export class ContractUsageQueryDto {
  /**
   * First day; six days before the last one when left out
   * @example 2026-11-15
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  startDate?: string;

  /**
   * Last day; today when left out
   * @example 2026-11-21
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  endDate?: string;
}

export class UsagePointDto {
  /**
   * When the point begins
   * @example 2026-11-21T12:00:00-03:00
   */
  at!: string;

  /**
   * Bits a second, on average
   * @example 12500000
   */
  download_bps!: number;

  /** @example 950000 */
  upload_bps!: number;
}

export class ContractUsageDto {
  /** @example 899059 */
  contract_id!: string;

  /** @example 2026-11-15 */
  start_date!: string;

  /** @example 2026-11-21 */
  end_date!: string;

  /**
   * How wide a point is
   * @example HOUR
   */
  resolution!: UsageResolution;

  /** @example 7516192768 */
  download_bytes!: number;

  /** @example 536870912 */
  upload_bytes!: number;

  /** In order of time; times without a measurement have none */
  items!: UsagePointDto[];
}
