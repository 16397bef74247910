import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobScheduler } from './job-scheduler.js';

const EVERY_MS = 1_000;

/** Looks for due jobs every second: cron expressions are no finer. */
@Injectable()
export class JobWakeUp {
  constructor(private readonly scheduler: JobScheduler) {}

  @Interval('scheduled-jobs', EVERY_MS)
  wake(): Promise<void> {
    return this.scheduler.wake();
  }
}
