import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import { type ProtocolHolder, ProtocolsPort, type ServiceProtocol } from '../../../modules/support/protocols.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { MosiaClient } from '../mosia.client.js';
import { listLatestProtocols } from '../operations/protocols.js';

const CACHE = { ttlMs: 30_000, staleIfErrorMs: 600_000 };

@Injectable()
export class MosiaProtocolsAdapter extends ProtocolsPort {
  constructor(private readonly mosia: MosiaClient) {
    super();
  }

  async latest(holder: ProtocolHolder, limit: number): Promise<Answered<ServiceProtocol[]>> {
    try {
      const answered = await this.mosia.call(
        listLatestProtocols,
        { headers: { chaveUnica: holder.document, totalProtocolos: limit } },
        { owner: holder.id, cache: CACHE },
      );
      const protocols = answered.value.map((row) => ({
        number: row.protocol,
        kind: row.kind?.description ?? null,
        status: row.status?.description ?? null,
        subject: row.subject,
        registeredAt: row.registeredAt,
        updatedAt: row.updatedAt,
      }));
      return { ...answered, value: protocols.sort(newestFirst) };
    } catch (error) {
      // Somebody who never called is unknown there.
      if (error instanceof UpstreamError && error.kind === 'not-found') return { value: [] };
      throw error;
    }
  }
}

const newestFirst = (left: ServiceProtocol, right: ServiceProtocol): number =>
  (right.registeredAt?.getTime() ?? 0) - (left.registeredAt?.getTime() ?? 0);
