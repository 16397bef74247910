import { Injectable } from '@nestjs/common';
import { parsePhone } from '../../../common/brazil/phone.js';
import type { Answered } from '../../../common/http/answered.js';
import {
  type ContactChangeOutcome,
  type ContactHolder,
  type CustomerContacts,
  CustomerContactsPort,
  type Email,
  type Phone,
} from '../../../modules/customers/customer-contacts.port.js';
import { outcomeOfWrite } from '../../core/write-outcome.js';
import { FieldControlCustomers } from '../field-control-customers.js';
import { FieldControlClient } from '../field-control.client.js';
import {
  createCustomerEmail,
  listCustomerEmails,
  removeCustomerEmail,
  updateCustomerEmail,
} from '../operations/customer-emails.js';
import {
  createCustomerPhone,
  listCustomerPhones,
  removeCustomerPhone,
  updateCustomerPhone,
} from '../operations/customer-phones.js';

const CACHE = { ttlMs: 60_000, staleIfErrorMs: 3_600_000 };
const ALL = { limit: 100, offset: undefined };

@Injectable()
export class FieldControlCustomerContactsAdapter extends CustomerContactsPort {
  readonly immediate = true;

  constructor(
    private readonly client: FieldControlClient,
    private readonly customers: FieldControlCustomers,
  ) {
    super();
  }

  async list(holder: ContactHolder): Promise<Answered<CustomerContacts>> {
    const id = await this.customers.idOf(holder);
    if (id === undefined) return { value: { emails: [], phones: [] } };
    const options = { owner: holder.id, cache: CACHE };
    const emails = await this.client.call(listCustomerEmails, { path: { id }, query: ALL }, options);
    const phones = await this.client.call(listCustomerPhones, { path: { id }, query: ALL }, options);
    const staleSince = emails.staleSince ?? phones.staleSince;
    return {
      value: {
        emails: emails.value.items.flatMap(({ address, type, ...email }) =>
          address === null
            ? []
            : [{ ...email, address, type: type === 'WORK' ? ('WORK' as const) : ('PERSONAL' as const) }],
        ),
        phones: phones.value.items.flatMap(({ number, type, ...phone }) =>
          number === null
            ? []
            : [
                {
                  ...phone,
                  number: parsePhone(number)?.e164 ?? number,
                  type: type === 'UNKNOWN' ? ('MOBILE' as const) : type,
                },
              ],
        ),
      },
      ...(staleSince === undefined ? {} : { staleSince }),
    };
  }

  addEmail(holder: ContactHolder, email: Email): Promise<ContactChangeOutcome> {
    const body = emailBody(email);
    return this.change(holder, (id, owner) => this.client.call(createCustomerEmail, { path: { id }, body }, owner));
  }

  updateEmail(holder: ContactHolder, emailId: string, email: Email): Promise<ContactChangeOutcome> {
    const body = emailBody(email);
    return this.change(holder, (id, owner) =>
      this.client.call(updateCustomerEmail, { path: { id, email_id: emailId }, body }, owner),
    );
  }

  removeEmail(holder: ContactHolder, emailId: string): Promise<ContactChangeOutcome> {
    return this.change(holder, (id, owner) =>
      this.client.call(removeCustomerEmail, { path: { id, email_id: emailId } }, owner),
    );
  }

  addPhone(holder: ContactHolder, phone: Phone): Promise<ContactChangeOutcome> {
    const body = phoneBody(phone);
    return this.change(holder, (id, owner) => this.client.call(createCustomerPhone, { path: { id }, body }, owner));
  }

  updatePhone(holder: ContactHolder, phoneId: string, phone: Phone): Promise<ContactChangeOutcome> {
    const body = phoneBody(phone);
    return this.change(holder, (id, owner) =>
      this.client.call(updateCustomerPhone, { path: { id, phone_id: phoneId }, body }, owner),
    );
  }

  removePhone(holder: ContactHolder, phoneId: string): Promise<ContactChangeOutcome> {
    return this.change(holder, (id, owner) =>
      this.client.call(removeCustomerPhone, { path: { id, phone_id: phoneId } }, owner),
    );
  }

  /** Somebody whom Field Control does not know has no place for contacts there. */
  private async change(
    holder: ContactHolder,
    write: (id: string, options: { owner: string }) => Promise<unknown>,
  ): Promise<ContactChangeOutcome> {
    const id = await this.customers.idOf(holder);
    return id === undefined ? 'unsupported' : outcomeOfWrite(write(id, { owner: holder.id }));
  }
}

const EMAIL_TYPES = { PERSONAL: 'personal', WORK: 'work' } as const;
const PHONE_TYPES = { HOME: 'home', MOBILE: 'mobile', WORK: 'work' } as const;

const emailBody = ({ address, type, primary }: Email) => ({ address, type: EMAIL_TYPES[type], primary });

/** Upstreams write national digits. */
const phoneBody = ({ number, type, primary }: Phone) => ({
  number: parsePhone(number)?.national ?? number,
  type: PHONE_TYPES[type],
  primary,
});
