import { Injectable } from '@nestjs/common';
import { DatabasePing } from '../../common/persistence/database-ping.js';
import { SharedStore } from '../../common/shared-store/shared-store.js';
import { readProductVersion } from './product-version.js';

export interface Health {
  readonly healthy: boolean;
  readonly version: string;
  readonly uptimeSeconds: number;
  /** Whether what the instances share can be reached; undefined where each has its own. */
  readonly sharedStore: boolean | undefined;
}

/**
 * Whether this instance can serve. The database alone decides: neither a provider's outage nor the loss of what
 * instances share must take it out of service.
 */
@Injectable()
export class HealthService {
  private readonly version = readProductVersion();

  constructor(
    private readonly database: DatabasePing,
    private readonly store: SharedStore,
  ) {}

  async check(): Promise<Health> {
    const healthy = await this.database.ping();
    const { medium, reachable } = this.store.status;
    return {
      healthy,
      version: this.version,
      uptimeSeconds: Math.floor(process.uptime()),
      sharedStore: medium === 'process' ? undefined : reachable,
    };
  }
}
