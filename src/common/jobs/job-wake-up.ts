import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobScheduler } from './job-scheduler.js';
import { type JobsConfig, jobsConfig } from './jobs.config.js';

const EVERY_MS = 1_000;

/** Looks for due jobs every second: cron expressions are no finer. */
@Injectable()
export class JobWakeUp {
  constructor(
    private readonly scheduler: JobScheduler,
    @Inject(jobsConfig.token) private readonly config: JobsConfig,
  ) {}

  @Interval('scheduled-jobs', EVERY_MS)
  async wake(): Promise<void> {
    if (this.config.scheduled) await this.scheduler.wake();
  }
}
