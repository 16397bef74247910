import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets sales that nobody confirmed; the evidence of confirmed ones stays. */
@Injectable()
export class OnboardingPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'onboarding.purge-open-sales',
      title: 'Deletes sales that nobody confirmed in three months',
      schedule: '20 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        sales: await deleteInBatches(
          this.dataSource,
          'onboarding_pending',
          `state = 'open' AND created_at < now() - interval '90 days'`,
          signal,
        ),
      }),
    });
  }
}
