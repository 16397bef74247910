import { Injectable } from '@nestjs/common';
import { JobTicks } from './job-ticks.js';
import type { ScheduledJob } from './scheduled-job.js';

/** A declared job with its schedule understood. */
export interface RegisteredJob extends ScheduledJob {
  readonly ticks: JobTicks;
}

const ID = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** Every scheduled job of this process; modules register theirs in `onModuleInit`, before the first tick is looked for. */
@Injectable()
export class JobRegistry {
  private readonly jobs = new Map<string, RegisteredJob>();

  /** @throws Error for a malformed or taken id, a schedule that is none, or a timeout that is not positive. */
  register(job: ScheduledJob): void {
    if (!ID.test(job.id)) throw new Error(`a job cannot be called "${job.id}"`);
    if (this.jobs.has(job.id)) throw new Error(`two jobs are called "${job.id}"`);
    if (!(job.timeoutMs > 0)) throw new Error(`job "${job.id}" has no time to run`);
    const { id, title, schedule, timeoutMs, missed } = job;
    this.jobs.set(id, {
      id,
      title,
      schedule,
      timeoutMs,
      missed: missed ?? 'each',
      run: (context) => job.run(context),
      ticks: new JobTicks(schedule),
    });
  }

  get(id: string): RegisteredJob | undefined {
    return this.jobs.get(id);
  }

  /** In the order of their ids. */
  all(): readonly RegisteredJob[] {
    return [...this.jobs.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }
}
