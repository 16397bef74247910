import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets challenges whose code and verification are long over, and counts that count no more. */
@Injectable()
export class OneTimeCodePurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'one-time-codes.purge',
      title: 'Deletes one-time codes of the day before and their counts',
      schedule: '50 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        challenges: await deleteInBatches(
          this.dataSource,
          'one_time_code_challenge',
          `expires_at < now() - interval '1 day'`,
          signal,
        ),
        allowances: await deleteInBatches(this.dataSource, 'one_time_code_allowance', 'window_ends_at < now()', signal),
      }),
    });
  }
}
