import { Injectable } from '@nestjs/common';
import type { Document } from '../../../common/brazil/document.js';
import { parsePhone } from '../../../common/brazil/phone.js';
import {
  type RegisteredContacts,
  RegisteredContactsPort,
} from '../../../modules/one-time-codes/registered-contacts.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { findCustomerOverview } from '../operations/contracts.js';
import { readCustomer } from '../operations/customers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const OWNER = 'registered-contacts';

/** Read anew each time: a code must not go to a number that the customer gave up. */
@Injectable()
export class RegisteredContactsAdapter extends RegisteredContactsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async find(document: Document): Promise<RegisteredContacts | undefined> {
    try {
      const options = { owner: OWNER, priority: 'background' } as const;
      const { value: found } = await this.erp.call(
        findCustomerOverview,
        { query: {}, body: { cpfcnpj: document } },
        options,
      );
      const path = { idCliente: found.customerId };
      const { value: customer } = await this.erp.call(readCustomer, { path }, options);
      const mobile = customer.mobile === null ? undefined : parsePhone(customer.mobile);
      return { mobile: mobile?.type === 'mobile' ? mobile.e164 : null, email: customer.email };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }
}
