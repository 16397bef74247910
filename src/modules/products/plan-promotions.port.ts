import type { CatalogueQuestion } from './plan-catalogue.port.js';

/** Which promotions are asked for: those of a plan, where a contract is. */
export interface PromotionQuestion extends CatalogueQuestion {
  /** The plan's label, as sold. */
  readonly plan: string;
  /** FIBRA, RADIO… */
  readonly technology: string;
  readonly district: string;
  /** Bare CEP. */
  readonly postalCode: string;
}

/** A discount that the provider gives on a plan now. */
export interface PlanPromotion {
  readonly id: string;
  readonly name: string;
  /** Of the monthly price; null where an amount is given. */
  readonly discountPercent: number | null;
  /** Centavos a month; null where a percentage is given. */
  readonly discountCents: number | null;
  /** For how many months; null where the provider does not say. */
  readonly months: number | null;
}

/** What this domain needs of the provider's sales. */
export abstract class PlanPromotionsPort {
  /** Empty where the plan is not sold there, or has none. */
  abstract active(question: PromotionQuestion): Promise<readonly PlanPromotion[]>;
}
