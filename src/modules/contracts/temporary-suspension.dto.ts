import { IsDateString, IsInt, IsOptional, Length, Max, Min } from 'class-validator';

export class SuspendContractDto {
  /**
   * First day of the suspension; today when left out
   * @example 2026-12-01
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  starts_on?: string;

  /**
   * How many days, within what the provider allows (30 to 120 by the regulator's rule)
   * @example 30
   */
  @IsInt()
  @Min(1)
  @Max(365)
  days!: number;
}

export class ContractSuspensionDto {
  /** @example 899059 */
  contract_id!: string;

  /** @example REQUESTED */
  status!: 'REQUESTED';

  /** @example 2026-12-01 */
  starts_on!: string;

  /**
   * The last day without service
   * @example 2026-12-30
   */
  ends_on!: string;

  /** @example 30 */
  days!: number;

  /** For the customer to read */
  message!: string;
}
