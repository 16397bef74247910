/** Whose addresses: the account here, and the customer's id at the provider. */
export interface AddressHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** An address that the provider keeps of the customer. */
export interface RegisteredAddress {
  readonly streetId: string | null;
  readonly number: string | null;
  readonly complement: string | null;
  /** Whether service is, or is to be, installed there. */
  readonly forInstallation: boolean;
  /** Degrees; null where the provider has none. */
  readonly place: { readonly latitude: number; readonly longitude: number } | null;
}

export interface NewAddress {
  readonly streetId: string;
  readonly number: string;
  readonly complement: string | null;
  readonly reference: string | null;
  readonly condominiumId: string | null;
}

/** What this domain needs of the provider. */
export abstract class AddressChangePort {
  /** Never from a cache. */
  abstract addresses(holder: AddressHolder): Promise<RegisteredAddress[]>;
  /**
   * What a change to this place costs, in centavos; 0 where the provider asks nothing for it. Without a postal code: to
   * a place in the customer's own city.
   */
  abstract fee(holder: AddressHolder, postalCode: string | undefined): Promise<number>;
  /** Adds an address for installation; cannot be undone. `uncertain` when the answer was lost. */
  abstract register(holder: AddressHolder, address: NewAddress): Promise<'registered' | 'refused' | 'uncertain'>;
}
