import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../jobs/batched-deletion.js';
import { JobRegistry } from '../jobs/job-registry.js';

/** Far beyond any window or lock. */
const CONDITION = `window_started_at < now() - interval '1 day' AND (locked_until IS NULL OR locked_until < now())`;

/** Forgets failed log-ins that count no more. */
@Injectable()
export class LoginFailurePurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'login-failures.purge',
      title: 'Deletes failed log-ins of windows that ended a day ago',
      schedule: '30 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(this.dataSource, 'login_failure', CONDITION, signal),
      }),
    });
  }
}
