import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets leads that the provider has had for long, or never took. */
@Injectable()
export class CoverageLeadPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'coverage.purge-leads',
      title: 'Deletes leads of half a year ago',
      schedule: '10 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        leads: await deleteInBatches(
          this.dataSource,
          'coverage_lead',
          `created_at < now() - interval '180 days'`,
          signal,
        ),
      }),
    });
  }
}
