import { Injectable } from '@nestjs/common';
import { type UpstreamSystemStatus, UpstreamStatusPort } from '../../../modules/operations/upstream-status.port.js';
import { UpstreamMetrics } from '../upstream-metrics.js';

/** Reads what the pipelines counted since this process started. */
@Injectable()
export class UpstreamStatusAdapter extends UpstreamStatusPort {
  constructor(private readonly metrics: UpstreamMetrics) {
    super();
  }

  systems(): readonly UpstreamSystemStatus[] {
    const counted = [...this.metrics.snapshot()].sort(([left], [right]) => (left < right ? -1 : 1));
    return [...this.metrics.circuits()].map(([systemId, circuits]) => ({
      id: systemId,
      operations: counted
        .filter(([operationId]) => operationId.startsWith(`${systemId}.`))
        .map(([operationId, { totalMilliseconds, maxMilliseconds, failures, ...counters }]) => ({
          ...counters,
          id: operationId.slice(systemId.length + 1),
          failures: { ...failures },
          // Calls in flight are counted and not yet timed; what they weigh is lost in the rounding of many.
          meanMilliseconds: counters.calls === 0 ? null : totalMilliseconds / counters.calls,
          maxMilliseconds: counters.calls === 0 ? null : maxMilliseconds,
          circuit: circuits.get(operationId) ?? 'closed',
        })),
    }));
  }
}
