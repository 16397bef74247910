import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import { type LastConnection, LastConnectionsPort } from '../../../modules/connection/last-connections.port.js';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import { listLastConnections } from '../operations/contract-network.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const CACHE = { ttlMs: 15_000, staleIfErrorMs: 300_000 };

/** Of the network's accounting only what a customer may know: no hardware address and nothing of the access network. */
@Injectable()
export class LastConnectionsAdapter extends LastConnectionsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(holder: ContractHolder): Promise<Answered<LastConnection[]>> {
    const answered = await this.erp.call(
      listLastConnections,
      { path: { idCliente: holder.erpCustomerId } },
      { owner: holder.id, cache: CACHE },
    );
    return {
      ...answered,
      value: answered.value.flatMap(({ contractId, lastConnection }) =>
        contractId === null || lastConnection === null
          ? []
          : [
              {
                contractId,
                startedAt: lastConnection.startedAt,
                updatedAt: lastConnection.updatedAt,
                stoppedAt: lastConnection.stoppedAt,
                address: lastConnection.address,
              },
            ],
      ),
    };
  }
}
