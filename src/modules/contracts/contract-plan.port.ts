import type { PlainDate } from '../../common/brazil/dates.js';
import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';
import type { ContractHolder } from './contracts.port.js';

export interface PlanHolder extends ContractHolder {
  readonly document: Document;
}

/** What the provider's price table says of a plan. */
export interface ListedPlan {
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
  /** Centavos a month for whoever buys it now. */
  readonly priceCents: number | null;
}

export interface ContractPlan {
  /** The plan's label, as sold. */
  readonly plan: string | null;
  readonly service: string | null;
  /** Centavos a month, of this contract. */
  readonly priceCents: number | null;
  readonly loyaltyEndsOn: PlainDate | null;
  /** Null for a plan that is sold no more, and when the price table cannot be read. */
  readonly listed: ListedPlan | null;
}

/** What this domain needs of the provider. */
export abstract class ContractPlanPort {
  abstract read(holder: PlanHolder, contractId: string): Promise<Answered<ContractPlan>>;
}
