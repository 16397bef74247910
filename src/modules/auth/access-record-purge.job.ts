import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets access records after the six months that the law asks for, and no sooner (Lei 12.965/2014, art. 15). */
@Injectable()
export class AccessRecordPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'access-records.purge',
      title: 'Deletes access records after six months',
      schedule: '50 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'access_record',
          `accessed_at < now() - interval '6 months'`,
          signal,
        ),
      }),
    });
  }
}
