import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets activation links that nobody used. */
@Injectable()
export class SvaLinkPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'sva-links.purge',
      title: 'Deletes activation links that expired unused a week ago',
      schedule: '40 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'sva_activation_link',
          `expires_at < now() - interval '7 days' AND used_at IS NULL`,
          signal,
        ),
      }),
    });
  }
}
