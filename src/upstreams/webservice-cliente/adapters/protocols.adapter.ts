import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import { type ProtocolHolder, ProtocolsPort, type ServiceProtocol } from '../../../modules/support/protocols.port.js';
import { listServiceOrders } from '../operations/service-orders.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const CACHE = { ttlMs: 30_000, staleIfErrorMs: 600_000 };

/** The ERP's attendances, each of which has a protocol number. */
@Injectable()
export class WebserviceClienteProtocolsAdapter extends ProtocolsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async latest(holder: ProtocolHolder, limit: number): Promise<Answered<ServiceProtocol[]>> {
    const answered = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: holder.erpCustomerId }, query: { idContrato: undefined } },
      { owner: holder.id, cache: CACHE },
    );
    const protocols = answered.value.flatMap((row): ServiceProtocol[] =>
      row.protocol === null
        ? []
        : [
            {
              number: row.protocol,
              kind: row.description,
              status: row.status === 'UNKNOWN' ? null : row.status.replaceAll('_', ' '),
              subject: null,
              registeredAt: row.openedAt,
              updatedAt: null,
            },
          ],
    );
    protocols.sort((left, right) => (right.registeredAt?.getTime() ?? 0) - (left.registeredAt?.getTime() ?? 0));
    return { ...answered, value: protocols.slice(0, limit) };
  }
}
