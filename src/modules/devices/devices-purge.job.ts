import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { type DevicesConfig, devicesConfig } from './devices.config.js';

/** Forgets installations that were not heard of for so long that their tokens are dead, and events kept long enough. */
@Injectable()
export class DevicesPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(devicesConfig.token) private readonly config: DevicesConfig,
  ) {}

  onModuleInit(): void {
    const { deviceIdleDays, eventDays } = this.config;
    this.registry.register({
      id: 'devices.purge',
      title: 'Deletes installations of the app that went silent, with their push tokens',
      schedule: '20 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'device',
          `last_seen_at < now() - interval '${deviceIdleDays} days'`,
          signal,
        ),
      }),
    });
    this.registry.register({
      id: 'app-events.purge',
      title: 'Deletes old events of the app',
      schedule: '50 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'app_event',
          `received_at < now() - interval '${eventDays} days'`,
          signal,
        ),
      }),
    });
  }
}
