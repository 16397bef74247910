export interface ReferredFriend {
  /** Stands in the note of what is registered, so that it can be found again. */
  readonly reference: string;
  readonly name: string;
  /** Area code and number, 10 or 11 digits. */
  readonly phone: string;
  readonly postalCode: string | null;
  readonly coupon: string;
}

export type ReferralOutcome =
  | { readonly kind: 'registered'; readonly prospectId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'uncertain' };

/** What this domain needs of the provider's sales. */
export abstract class ReferralProspectsPort {
  /** What a referral earns at present, in the provider's words; undefined when it says nothing. */
  abstract reward(): Promise<string | undefined>;
  /** Registers a prospect: irreversible, at most one request. Throws only when it was surely not registered. */
  abstract register(friend: ReferredFriend): Promise<ReferralOutcome>;
  /** The prospect that carries the friend's reference; undefined when none does. */
  abstract find(friend: ReferredFriend): Promise<string | undefined>;
}
