import { IsBoolean } from 'class-validator';

export class FeedbackEnabledDto {
  /** Whether the app may ask for a review now */
  enabled!: boolean;

  /** Why; `UNKNOWN` when the provider’s systems do not answer */
  reason!:
    | 'ELIGIBLE'
    | 'DISABLED'
    | 'RECENTLY_ASKED'
    | 'RECENT_CRASH'
    | 'CONTRACT_SUSPENDED'
    | 'OVERDUE_INVOICE'
    | 'OPEN_SERVICE_ORDER'
    | 'UNKNOWN';

  /**
   * Not before; null when it may now, or when nobody can say
   * @example 2027-04-10T09:00:00-03:00
   */
  next_eligible_at!: string | null;
}

export class FeedbackSwitchDto {
  /** Whether apps may ask for reviews at all */
  @IsBoolean()
  enabled!: boolean;
}
