import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../../common/jobs/job-registry.js';
import { type AppContentConfig, appContentConfig } from '../app-content.config.js';

/** Forgets what installations of the app saw long ago; what is still published is then shown to them once more. */
@Injectable()
export class OnboardingSeenPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
    @Inject(appContentConfig.token) private readonly config: AppContentConfig,
  ) {}

  onModuleInit(): void {
    const { seenDays } = this.config;
    this.registry.register({
      id: 'onboarding-slides-seen.purge',
      title: 'Deletes old records of which onboarding slides an installation of the app has seen',
      schedule: '40 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'onboarding_slide_seen',
          `seen_at < now() - interval '${seenDays} days'`,
          signal,
        ),
      }),
    });
  }
}
