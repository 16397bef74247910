/** A place of the provider's address register that another is chosen from. */
export interface RegisterEntry {
  readonly id: string;
  readonly name: string;
}

/** A street; viability is asked for one and a house number. */
export interface RegisteredStreet {
  readonly id: string;
  /** Bare CEP, or null where the register has none. */
  readonly postalCode: string | null;
}

/** Streets may share a postal code: then only the states it lies in are known, and the street is chosen step by step. */
export type PostalCodeFinding =
  | { readonly found: 'one'; readonly street: RegisteredStreet }
  | { readonly found: 'several'; readonly states: readonly string[] }
  | { readonly found: 'none' };

export interface CondominiumBlock {
  readonly id: string;
  readonly name: string | null;
}

export interface Condominium {
  readonly id: string;
  readonly name: string | null;
  readonly number: string | null;
  /** VERTICAL (flats) or HORIZONTAL (houses) as far as the provider says. */
  readonly kind: string | null;
  readonly blocks: readonly CondominiumBlock[];
}

/** What this domain needs of the provider's address register. */
export abstract class AddressRegisterPort {
  abstract findByPostalCode(postalCode: string): Promise<PostalCodeFinding>;
  /** Cities of a state (two letters) that the postal code lies in. */
  abstract cities(state: string, postalCode: string): Promise<readonly RegisterEntry[]>;
  abstract districts(cityId: string, postalCode: string): Promise<readonly RegisterEntry[]>;
  abstract streets(districtId: string, postalCode: string): Promise<readonly RegisterEntry[]>;
  /** Condominiums at a house number; `0` is a house without number. */
  abstract condominiums(streetId: string, houseNumber: string): Promise<readonly Condominium[]>;
}
