import { Injectable } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { SharedStore } from '../../common/shared-store/shared-store.js';
import type { UpstreamOperationDto, UpstreamsDto } from './upstreams.dto.js';
import { type UpstreamOperationStatus, UpstreamStatusPort } from './upstream-status.port.js';

/** The state of the upstream systems as this process sees them. */
@Injectable()
export class UpstreamStatusService {
  private readonly since = toSaoPauloInstant(new Date());

  constructor(
    private readonly port: UpstreamStatusPort,
    private readonly store: SharedStore,
  ) {}

  read(): UpstreamsDto {
    const items = this.port.systems().map(({ id, operations }) => ({ id, operations: operations.map(toOperationDto) }));
    const { medium, reachable, since } = this.store.status;
    return { since: this.since, items, shared_store: { medium, reachable, since: toSaoPauloInstant(since) } };
  }
}

const toOperationDto = (status: UpstreamOperationStatus): UpstreamOperationDto => ({
  id: status.id,
  circuit: status.circuit,
  calls: status.calls,
  failures: { ...status.failures },
  retries: status.retries,
  drift: status.drift,
  cache_hits: status.cacheHits,
  stale_answers: status.staleAnswers,
  mean_ms: status.meanMilliseconds === null ? null : Math.round(status.meanMilliseconds),
  max_ms: status.maxMilliseconds === null ? null : Math.round(status.maxMilliseconds),
});
