import type { CatalogueQuestion } from './plan-catalogue.port.js';

/** Something that is sold beside a plan. */
export interface AddOn {
  readonly id: string;
  readonly name: string;
  /** Centavos a month; null where it depends on more than what is bought. */
  readonly priceCents: number | null;
  /** What it consists of, in the provider's words. */
  readonly parts: readonly string[];
}

/** What this domain needs of the provider's sales beside plans. */
export abstract class AddOnCataloguePort {
  /** Plans sold together, one of the asked service among them. */
  abstract planPackages(question: CatalogueQuestion): Promise<readonly AddOn[]>;
  /** Channels and packages of channels for whoever has television. */
  abstract television(): Promise<readonly AddOn[]>;
  /** Packages of minutes for whoever has a telephone. */
  abstract voice(): Promise<readonly AddOn[]>;
}
