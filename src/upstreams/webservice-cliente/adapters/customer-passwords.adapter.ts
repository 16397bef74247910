import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../../common/brazil/dates.js';
import type { Document } from '../../../common/brazil/document.js';
import {
  CustomerPasswordsPort,
  type PasswordChange,
  type PasswordReset,
} from '../../../modules/auth/customer-passwords.port.js';
import { UpstreamError, type UpstreamErrorKind } from '../../core/upstream-error.js';
import { changeCustomerPassword, resetCustomerPasswordBySms } from '../operations/authentication.js';
import { findCustomerOverview } from '../operations/contracts.js';
import { readCustomer, resetAppPassword } from '../operations/customers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const OPTIONS = { owner: 'customer-passwords' } as const;

@Injectable()
export class CustomerPasswordsAdapter extends CustomerPasswordsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async isCustomer(document: Document): Promise<boolean> {
    return (await this.customerIdOf(document)) !== undefined;
  }

  async birthDateOf(document: Document): Promise<PlainDate | null> {
    const idCliente = await this.customerIdOf(document);
    if (idCliente === undefined) return null;
    return (await this.erp.call(readCustomer, { path: { idCliente } }, OPTIONS)).value.bornOn;
  }

  async reset(document: Document): Promise<PasswordReset> {
    try {
      const { value } = await this.erp.call(resetAppPassword, { body: { CPFCNPJ: document } }, OPTIONS);
      return { outcome: 'reset', temporary: value.password };
    } catch (error) {
      if (isOf(error, 'uncertain')) return { outcome: 'uncertain' };
      if (isOf(error, 'not-found')) return { outcome: 'unknown' };
      throw error;
    }
  }

  async change({ user, password }: CustomerCredential, next: string): Promise<PasswordChange> {
    try {
      await this.erp.call(
        changeCustomerPassword,
        { query: { senhaAntiga: password, novaSenha: next }, body: { usuario: user, senha: password } },
        OPTIONS,
      );
      return 'changed';
    } catch (error) {
      if (isOf(error, 'uncertain')) return 'uncertain';
      if (isOf(error, 'customer-credential')) return 'refused';
      throw error;
    }
  }

  async resetBySms(document: Document): Promise<void> {
    try {
      await this.erp.call(resetCustomerPasswordBySms, { body: { usuario: document } }, OPTIONS);
    } catch (error) {
      // Nobody to send to, or nobody knows: a second try would make the first message's password the wrong one.
      if (!isOf(error, 'not-found') && !isOf(error, 'uncertain')) throw error;
    }
  }

  private async customerIdOf(document: Document): Promise<string | undefined> {
    try {
      const input = { query: {}, body: { cpfcnpj: document } };
      return (await this.erp.call(findCustomerOverview, input, OPTIONS)).value.customerId;
    } catch (error) {
      if (isOf(error, 'not-found')) return undefined;
      throw error;
    }
  }
}

const isOf = (error: unknown, kind: UpstreamErrorKind): boolean =>
  error instanceof UpstreamError && error.kind === kind;
