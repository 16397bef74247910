import type { Document } from '../../common/brazil/document.js';
import type { Answered } from '../../common/http/answered.js';

export type EmailType = 'PERSONAL' | 'WORK';
export type PhoneType = 'HOME' | 'MOBILE' | 'WORK';

export interface Email {
  readonly address: string;
  readonly type: EmailType;
  readonly primary: boolean;
}

export interface Phone {
  /** E.164 when it is a phone, else as the provider keeps it. */
  readonly number: string;
  readonly type: PhoneType;
  readonly primary: boolean;
}

/** The provider's id of a contact; stable, and unique within the customer. */
export type Kept<C> = C & { readonly id: string };

export interface CustomerContacts {
  readonly emails: readonly Kept<Email>[];
  readonly phones: readonly Kept<Phone>[];
}

export interface ContactHolder {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
}

/** What became of a change: done or asked for; not possible there, or refused; perhaps done, the answer was lost. */
export type ContactChangeOutcome = 'done' | 'unsupported' | 'uncertain';

/** What this domain needs of whoever keeps the contacts; adding what is there already is done. */
export abstract class CustomerContactsPort {
  /** A change shows in `list` as soon as it is done, with its type; else somebody there carries it out later. */
  abstract readonly immediate: boolean;
  abstract list(holder: ContactHolder): Promise<Answered<CustomerContacts>>;
  abstract addEmail(holder: ContactHolder, email: Email): Promise<ContactChangeOutcome>;
  abstract updateEmail(holder: ContactHolder, id: string, email: Email): Promise<ContactChangeOutcome>;
  abstract removeEmail(holder: ContactHolder, id: string): Promise<ContactChangeOutcome>;
  abstract addPhone(holder: ContactHolder, phone: Phone): Promise<ContactChangeOutcome>;
  abstract updatePhone(holder: ContactHolder, id: string, phone: Phone): Promise<ContactChangeOutcome>;
  abstract removePhone(holder: ContactHolder, id: string): Promise<ContactChangeOutcome>;
}
