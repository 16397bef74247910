import { IsNumberString, Length } from 'class-validator';
import type { ExchangeObstacle, ExchangeWarning, RecommendationReason } from './plan-exchange-rules.js';

export class RecommendationsQueryDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

export class ExchangeEligibilityQueryDto extends RecommendationsQueryDto {
  /**
   * A plan of the provider's catalogue
   * @example 1164
   */
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  targetPlanId!: string;
}

export class ExchangeReasonDto {
  /** @example OVERDUE_BILL */
  code!: ExchangeObstacle;

  /** @example Há fatura em atraso neste contrato. */
  text!: string;
}

export class ExchangeWarningDto {
  /** @example SPEED_DECREASES */
  code!: ExchangeWarning;

  /** @example A velocidade será menor que a do seu plano atual. */
  text!: string;
}

export class OfferedPlanDto {
  /** @example 1164 */
  id!: string;

  /** @example FIBRA 500MB */
  name!: string;

  /** @example FIBRA */
  technology!: string | null;

  /**
   * Mbit/s
   * @example 500
   */
  download_mbps!: number | null;

  /**
   * Monthly price in centavos; null where the provider tells it on request
   * @example 9990
   */
  price_cents!: number | null;

  /** @example R$ 99,90 */
  price_formatted!: string | null;
}

export class ExchangeEligibilityDto {
  eligible!: boolean;

  /** Everything that stands against the exchange; empty when it can be made */
  reasons!: ExchangeReasonDto[];

  /** What would become less */
  warnings!: ExchangeWarningDto[];

  /** The plan asked for; null when it is not sold where the contract is */
  target_plan!: OfferedPlanDto | null;

  /**
   * Penalty for leaving a loyalty term (fidelização); null while one stands against the exchange, since its amount is
   * told by the provider on request
   * @example 0
   */
  penalty_cents!: number | null;

  /** @example 2027-03-01 */
  loyalty_ends_on!: string | null;

  /**
   * What a month costs more, negative for less; null where a price is not known
   * @example 2000
   */
  price_difference_cents!: number | null;

  /**
   * The first bill at the new price; null while the exchange cannot be made
   * @example 2026-12-10
   */
  effective_from!: string | null;
}

export class RecommendationReasonDto {
  /** @example FASTER */
  code!: RecommendationReason;

  /** @example 200 Mega a mais por R$ 20,00 a mais por mês. */
  text!: string;
}

export class PlanRecommendationDto extends OfferedPlanDto {
  /**
   * What a month costs more, negative for less
   * @example 2000
   */
  price_difference_cents!: number;

  why!: RecommendationReasonDto;
}

export class PlanRecommendationsDto {
  /** At most five, the best first; none is slower than the contract's plan */
  items!: PlanRecommendationDto[];
}
