import { ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

/** What the regulator wants a customer to be told of a debt. */
export class DebtFactsDto {
  /** @example OVERDUE_BILLS */
  reason!: 'OVERDUE_BILLS';

  /**
   * Overdue, with fine and interest, in centavos; 0 when the provider lists no overdue bill
   * @example 10228
   */
  amount_cents!: number;

  /** @example R$ 102,28 */
  amount_formatted!: string;

  /**
   * Months of the overdue bills, the oldest first
   * @example ["2026-11"]
   */
  months!: string[];

  /**
   * Of the oldest overdue bill
   * @example 2026-11-09
   */
  due_date!: string | null;

  /**
   * Day on which the service is suspended, or was to be, by the rules
   * @example 2026-11-24
   */
  suspension_date!: string | null;

  /**
   * First day on which the contract may be rescinded
   * @example 2027-01-23
   */
  rescission_date!: string | null;

  /** Whether the debt may be entered at the credit bureaus */
  credit_bureau_possible!: boolean;

  /**
   * Hours from the payment to the service working again
   * @example 24
   */
  restored_within_hours!: number;
}

export class BlockingBannerDataDto {
  /** @example 899059 */
  contract_id!: string;

  severity!: 'WARNING' | 'HIGH' | 'CRITICAL';

  stage!: 'OVERDUE' | 'SUSPENSION_NEAR' | 'IN_TRUST' | 'SUSPENDED';

  /** @example Seu serviço será suspenso em 24/11/2026 */
  title!: string;

  text!: string;

  facts!: DebtFactsDto;

  /**
   * Last day of the trust unlock that is active; null when there is none, or nobody knows
   * @example 2026-11-24
   */
  trust_until!: string | null;
}

export class BlockingBannerSectionDto extends SectionDto {
  type!: 'BLOCKING_BANNER';

  data!: BlockingBannerDataDto | null;
}

export class BlockingBannerScreenDto extends ScreenDto {
  @SectionsOf({ BLOCKING_BANNER: BlockingBannerSectionDto })
  sections!: SectionDto[];
}
