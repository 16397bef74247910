import { Injectable } from '@nestjs/common';
import type { Document } from '../../../common/brazil/document.js';
import { CustomerCredentialsPort, type VerifiedCustomer } from '../../../modules/auth/customer-credentials.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { logCustomerIn } from '../operations/authentication.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class CustomerCredentialsAdapter extends CustomerCredentialsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async verify(document: Document, password: string): Promise<VerifiedCustomer | undefined> {
    try {
      const { value } = await this.erp.call(
        logCustomerIn,
        { body: { usuario: document, senha: password } },
        { owner: 'log-in' },
      );
      const contracts = value.contracts.map((contract) => ({ ...contract, kind: null, service: null }));
      return { erpCustomerId: value.customerId, firstName: value.firstName, contracts };
    } catch (error) {
      if (error instanceof UpstreamError && isRefusal(error)) return undefined;
      throw error;
    }
  }
}

const isRefusal = ({ kind }: UpstreamError): boolean =>
  kind === 'customer-credential' || kind === 'not-found' || kind === 'rejected';
