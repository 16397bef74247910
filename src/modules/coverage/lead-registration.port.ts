import type { PlainDate } from '../../common/brazil/dates.js';

export interface LeadDetails {
  /** Stands in the note of what is registered, so that it can be found again. */
  readonly reference: string;
  readonly name: string;
  /** Area code and number, 10 or 11 digits. */
  readonly phone: string;
  readonly bornOn: PlainDate;
  readonly email: string | null;
  /** Where the network is wanted, in words. */
  readonly wish: string;
}

export type LeadOutcome =
  | { readonly kind: 'registered'; readonly prospectId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'uncertain' };

/** What this domain needs of the provider's sales. */
export abstract class LeadRegistrationPort {
  /** Registers a prospect: irreversible, at most one request. Throws only when it was surely not registered. */
  abstract register(lead: LeadDetails): Promise<LeadOutcome>;
  /** The prospect that carries the lead's reference; undefined when none does. */
  abstract find(lead: LeadDetails): Promise<string | undefined>;
}
