import type { Document } from '../../common/brazil/document.js';

/** Where the provider knows a customer to be reached. */
export interface RegisteredContacts {
  /** E.164. */
  readonly mobile: string | null;
  readonly email: string | null;
}

/** The contacts that the provider registered itself; only they prove who somebody is. */
export abstract class RegisteredContactsPort {
  /** Undefined for a document that is no customer's. */
  abstract find(document: Document): Promise<RegisteredContacts | undefined>;
}
