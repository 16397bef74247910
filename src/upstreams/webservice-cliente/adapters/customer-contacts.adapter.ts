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
import { requestProfileUpdate } from '../operations/contract-changes.js';
import { readCustomer } from '../operations/customers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const CACHE = { ttlMs: 60_000, staleIfErrorMs: 3_600_000 };

/** The ERP keeps one e-mail and two phones; their places are their ids. */
const EMAIL_ID = 'email';
const MOBILE_ID = 'mobile';
const LANDLINE_ID = 'landline';

/** A change is asked for and made by the provider's staff: it may show later. Nothing can be removed. */
@Injectable()
export class WebserviceClienteCustomerContactsAdapter extends CustomerContactsPort {
  readonly immediate = false;

  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(holder: ContactHolder): Promise<Answered<CustomerContacts>> {
    const answered = await this.erp.call(
      readCustomer,
      { path: { idCliente: holder.erpCustomerId } },
      { owner: holder.id, cache: CACHE },
    );
    const { email, mobile, landline } = answered.value;
    return {
      ...answered,
      value: {
        emails: email === null ? [] : [{ id: EMAIL_ID, address: email, type: 'PERSONAL', primary: true }],
        phones: [
          ...(mobile === null ? [] : [{ id: MOBILE_ID, number: e164(mobile), type: 'MOBILE' as const, primary: true }]),
          ...(landline === null
            ? []
            : [{ id: LANDLINE_ID, number: e164(landline), type: 'HOME' as const, primary: mobile === null }]),
        ],
      },
    };
  }

  async addEmail(holder: ContactHolder, email: Email): Promise<ContactChangeOutcome> {
    // There is one place only, and it is for the primary.
    return email.primary ? this.request(holder, { Email: email.address }) : 'unsupported';
  }

  updateEmail(holder: ContactHolder, _id: string, email: Email): Promise<ContactChangeOutcome> {
    return this.addEmail(holder, email);
  }

  async removeEmail(): Promise<ContactChangeOutcome> {
    return 'unsupported';
  }

  addPhone(holder: ContactHolder, phone: Phone): Promise<ContactChangeOutcome> {
    return this.request(holder, placeOf(phone));
  }

  updatePhone(holder: ContactHolder, id: string, phone: Phone): Promise<ContactChangeOutcome> {
    const number = national(phone.number);
    return this.request(holder, id === LANDLINE_ID ? { TelefoneFixo: number } : { Celular: number });
  }

  async removePhone(): Promise<ContactChangeOutcome> {
    return 'unsupported';
  }

  private request(holder: ContactHolder, change: ProfileChange): Promise<ContactChangeOutcome> {
    return outcomeOfWrite(
      this.erp.call(
        requestProfileUpdate,
        { body: { IDCliente: holder.erpCustomerId, ...change } },
        { owner: holder.id },
      ),
    );
  }
}

interface ProfileChange {
  readonly Email?: string;
  readonly Celular?: string;
  readonly TelefoneFixo?: string;
  readonly Telefone1?: string;
}

const e164 = (number: string): string => parsePhone(number)?.e164 ?? number;
const national = (number: string): string => parsePhone(number)?.national ?? number;

/** A further number stands beside the two that have places of their own. */
function placeOf({ number, type, primary }: Phone): ProfileChange {
  if (!primary) return { Telefone1: national(number) };
  return type === 'HOME' ? { TelefoneFixo: national(number) } : { Celular: national(number) };
}
