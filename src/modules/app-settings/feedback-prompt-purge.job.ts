import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deleteInBatches } from '../../common/jobs/batched-deletion.js';
import { JobRegistry } from '../../common/jobs/job-registry.js';

/** Forgets askings for a review that no longer keep the app from the next. */
@Injectable()
export class FeedbackPromptPurge implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      id: 'feedback-prompts.purge',
      title: 'Deletes askings for a review that are more than 90 days old',
      schedule: '10 4 * * *',
      timeoutMs: 600_000,
      missed: 'once',
      run: async ({ signal }) => ({
        deleted: await deleteInBatches(
          this.dataSource,
          'feedback_prompt',
          `allowed_at < now() - interval '90 days'`,
          signal,
        ),
      }),
    });
  }
}
