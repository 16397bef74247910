import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from './batched-deletion.js';
import { JobRegistry } from './job-registry.js';

/** Done work is kept for a week, so that it is not taken in again; dead work a month, for the operators. */
const CONDITION = `(state = 'done' AND finished_at < now() - interval '7 days')
  OR (state = 'dead' AND finished_at < now() - interval '30 days')`;

/** Forgets work that was finished long ago. */
@Injectable()
export class WorkItemPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'work-items.purge',
      title: 'Deletes work items that are done for 7 days or dead for 30',
      schedule: '10 3 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({ deleted: await deleteInBatches(this.dataSource, 'work_item', CONDITION, signal) }),
    });
  }
}
