import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../jobs/batched-deletion.js';
import { JobRegistry } from '../jobs/job-registry.js';

const CONDITION = `created_at < now() - interval '24 hours'`;

/** Forgets first answers that no repetition gets any more. */
@Injectable()
export class IdempotencyRecordPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'idempotency-records.purge',
      title: 'Deletes answers kept for idempotency keys for more than 24 hours',
      schedule: '20 * * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(this.dataSource, 'idempotency_record', CONDITION, signal),
      }),
    });
  }
}
