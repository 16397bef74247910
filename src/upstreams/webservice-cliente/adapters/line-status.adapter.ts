import { Injectable } from '@nestjs/common';
import { LineStatusPort } from '../../../modules/service-orders/line-status.port.js';
import type { ServiceOrderHolder } from '../../../modules/service-orders/service-orders.port.js';
import { listLastConnections } from '../operations/contract-network.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class LineStatusAdapter extends LineStatusPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  /** By the accounting of the latest session: one that was not stopped is running. */
  async online(holder: ServiceOrderHolder, contractId: string): Promise<boolean | null> {
    const { value } = await this.erp.call(
      listLastConnections,
      { path: { idCliente: holder.erpCustomerId } },
      { owner: holder.id },
    );
    const session = value.find((row) => row.contractId === contractId)?.lastConnection;
    return session === null || session === undefined ? null : session.stoppedAt === null;
  }
}
