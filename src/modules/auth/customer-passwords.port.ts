import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../common/brazil/dates.js';
import type { Document } from '../../common/brazil/document.js';

export type PasswordReset =
  /** The customer's password now is this one; used at once and kept nowhere. */
  | { readonly outcome: 'reset'; readonly temporary: string }
  /** The document is no customer's. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'uncertain' };

/** `refused`: the current password is another. */
export type PasswordChange = 'changed' | 'refused' | 'uncertain';

/** What this domain needs of whoever keeps the customers' passwords. */
export abstract class CustomerPasswordsPort {
  abstract isCustomer(document: Document): Promise<boolean>;
  abstract birthDateOf(document: Document): Promise<PlainDate | null>;

  /** Replaces the password, whatever it is, by one that the provider makes up. */
  abstract reset(document: Document): Promise<PasswordReset>;
  abstract change(credential: CustomerCredential, next: string): Promise<PasswordChange>;

  /** Has the provider send a new password to the customer by SMS; nothing happens for an unknown document. */
  abstract resetBySms(document: Document): Promise<void>;
}
