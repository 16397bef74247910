import { Injectable } from '@nestjs/common';
import { MassiveWarnings } from './massive-warnings.service.js';

/** Something that is wrong with the network, or is being worked on, where a contract is served. */
export interface OutageNotice {
  readonly kind: 'MASSIVE_OUTAGE' | 'PLANNED_MAINTENANCE';
  /** For the customer to read. */
  readonly message: string;
  readonly startedAt: Date;
  readonly expectedResolutionAt: Date | null;
}

/**
 * The warnings that say why a contract is down, for whoever judges its connection. A degradation is none: a line that
 * is down while others are slow has a trouble of its own.
 */
@Injectable()
export class OutageNotices {
  constructor(private readonly warnings: MassiveWarnings) {}

  /** Those that have begun, the gravest first and outages before maintenance. */
  async inForce(customerId: string, contractId: string): Promise<readonly OutageNotice[]> {
    const warnings = await this.warnings.inForce(customerId, contractId);
    const begun = warnings.filter(({ startedAt }) => startedAt.getTime() <= Date.now());
    return (['OUTAGE', 'PLANNED_MAINTENANCE'] as const).flatMap((wanted) =>
      begun
        .filter(({ kind }) => kind === wanted)
        .map(({ message, startedAt, expectedEndAt }) => ({
          kind: wanted === 'OUTAGE' ? 'MASSIVE_OUTAGE' : wanted,
          message,
          startedAt,
          expectedResolutionAt: expectedEndAt,
        })),
    );
  }
}
