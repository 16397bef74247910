import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets sessions past their absolute end, with their refresh tokens, and expired tokens of living sessions. */
@Injectable()
export class SessionPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'sessions.purge',
      title: 'Deletes expired customer sessions and refresh tokens',
      schedule: '40 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        tokens: await deleteInBatches(this.dataSource, 'refresh_token', 'expires_at < now()', signal),
        // What is left of their tokens goes with them.
        sessions: await deleteInBatches(this.dataSource, 'customer_session', 'expires_at < now()', signal),
      }),
    });
  }
}
