import { Injectable } from '@nestjs/common';
import { DatabasePing } from '../../common/persistence/database-ping.js';
import { readProductVersion } from './product-version.js';

export interface Health {
  readonly healthy: boolean;
  readonly version: string;
  readonly uptimeSeconds: number;
}

/** Whether this instance can serve. It asks the database only: a provider's outage must not take it out of service. */
@Injectable()
export class HealthService {
  private readonly version = readProductVersion();

  constructor(private readonly database: DatabasePing) {}

  async check(): Promise<Health> {
    const healthy = await this.database.ping();
    return { healthy, version: this.version, uptimeSeconds: Math.floor(process.uptime()) };
  }
}
