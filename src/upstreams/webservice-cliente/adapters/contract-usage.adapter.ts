import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import { ContractUsagePort, type TrafficReading } from '../../../modules/contracts/contract-usage.port.js';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { listContractsAsCustomer } from '../operations/contracts.js';
import { readTraffic } from '../operations/network.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { loginOf } from './customer-login.js';

@Injectable()
export class ContractUsageAdapter extends ContractUsagePort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async readings(
    holder: ContractHolder,
    contractId: string,
    { from, to }: { from: Date; to: Date },
    credential: CustomerCredential,
  ): Promise<TrafficReading[]> {
    const options = { owner: holder.id };
    const body = loginOf(credential);
    const account = await this.erp.call(
      listContractsAsCustomer,
      { path: { idCliente: holder.erpCustomerId }, body },
      options,
    );
    const login = account.value.contracts.find(({ id }) => id === contractId)?.radiusLogin;
    if (login === undefined || login === null) return [];
    try {
      const { value } = await this.erp.call(
        readTraffic,
        { query: { login, dataInicio: from.toISOString(), dataFim: to.toISOString() }, body },
        options,
      );
      return value.map((reading) => ({
        at: new Date(reading.at),
        downloadBits: reading.downloadCounter,
        uploadBits: reading.uploadCounter,
      }));
    } catch (error) {
      // Nothing was ever measured of this login.
      if (error instanceof UpstreamError && error.kind === 'not-found') return [];
      throw error;
    }
  }
}
