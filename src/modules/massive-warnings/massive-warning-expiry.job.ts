import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { JobRegistry } from '../../common/jobs/job-registry.js';
import { type MassiveWarningsConfig, massiveWarningsConfig } from './massive-warnings.config.js';

/**
 * A warning that somebody touched after its expected end has the whole time again: an outage that lasts is written to.
 * An information is over at its end.
 */
const EXPIRE = `
  UPDATE massive_warning
     SET state = 'closed', closed_at = now(), closed_by = 'EXPIRY', updated_at = now(), notice_run = NULL
   WHERE state IN ('acknowledged', 'inProgress')
     AND CASE WHEN kind = 'INFORMATION' THEN expected_end_at <= now()
              WHEN expected_end_at IS NULL THEN
                greatest(started_at, updated_at) <= now() - $2 * interval '1 millisecond'
              ELSE greatest(expected_end_at, updated_at) <= now() - $1 * interval '1 millisecond'
         END`;

const CLOSE_RESOLVED = `
  UPDATE massive_warning
     SET state = 'closed', closed_at = now(), closed_by = 'EXPIRY', updated_at = now()
   WHERE state = 'resolved' AND resolved_at <= now() - $1 * interval '1 millisecond'`;

/** What the driver answers to an UPDATE: its rows, and how many it changed. */
const updated = z.tuple([z.array(z.unknown()), z.number()]);

/** Closes warnings that are resolved for long or that everybody forgot, so that no old outage stops anybody. */
@Injectable()
export class MassiveWarningExpiry implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(massiveWarningsConfig.token) private readonly config: MassiveWarningsConfig,
  ) {}

  onModuleInit(): void {
    const { graceMs, unattendedMs, reopenMs } = this.config;
    this.registry.register({
      id: 'massive-warnings.expiry',
      title: 'Closes warnings of outages and maintenance whose time is over',
      schedule: '*/5 * * * *',
      timeoutMs: 60_000,
      missed: 'once',
      run: async () => ({
        expired: updated.parse(await this.dataSource.query<unknown>(EXPIRE, [graceMs, unattendedMs]))[1],
        closed: updated.parse(await this.dataSource.query<unknown>(CLOSE_RESOLVED, [reopenMs]))[1],
      }),
    });
  }
}
