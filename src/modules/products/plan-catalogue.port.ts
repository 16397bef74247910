/** A plan that the provider sells. */
export interface CataloguePlan {
  readonly id: string;
  readonly name: string;
  /** FIBRA, RADIO… */
  readonly technology: string | null;
  /** INTERNET, TELEFONIA, TV… */
  readonly service: string | null;
  /** Centavos a month; null where it depends on more than the plan. */
  readonly priceCents: number | null;
  /** As the provider writes it, `500MB Residencial`; null where only the name tells. */
  readonly speedLabel: string | null;
}

/** Which plans are asked for: those sold where a contract is, of its service and kind. */
export interface CatalogueQuestion {
  readonly service: string;
  /** RESIDENCIAL and the like. */
  readonly contractKind: string;
  readonly person: 'natural' | 'legal';
  readonly city: string;
  /** Two letters. */
  readonly state: string;
}

/** What this domain needs of the provider's sales. */
export abstract class PlanCataloguePort {
  /** Empty where nothing of the kind is sold. */
  abstract plans(question: CatalogueQuestion): Promise<readonly CataloguePlan[]>;
}
