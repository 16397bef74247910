import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets acts on passwords that nobody came back to. */
@Injectable()
export class PasswordActPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'password-acts.purge',
      title: 'Deletes unfinished password changes of a month ago',
      schedule: '55 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'password_act',
          `begun_at < now() - interval '30 days' AND locked_until < now()`,
          signal,
        ),
      }),
    });
  }
}
