import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobLedger } from './job-ledger.js';
import { JobRegistry } from './job-registry.js';
import { JOB_SETTINGS, JobScheduler, type JobSettings } from './job-scheduler.js';
import { JobWakeUp } from './job-wake-up.js';
import { ScheduledJobEntity } from './scheduled-job.entity.js';
import { WorkItemEntity } from './work-item.entity.js';
import { WorkItemPurge } from './work-item-purge.job.js';
import { WorkQueue } from './work-queue.js';

const SETTINGS: JobSettings = { clock: Date.now, leaseMs: 30_000, shutdownWaitMs: 5_000 };

/** Scheduled jobs, which the clock asks for, and the queue, which takes in work as it comes. */
@Global()
@Module({
  imports: [ScheduleModule.forRoot(), TypeOrmModule.forFeature([WorkItemEntity, ScheduledJobEntity])],
  providers: [
    WorkQueue,
    JobRegistry,
    JobLedger,
    JobScheduler,
    JobWakeUp,
    WorkItemPurge,
    { provide: JOB_SETTINGS, useValue: SETTINGS },
  ],
  exports: [WorkQueue, JobRegistry, JobLedger, JobScheduler],
})
export class JobsModule {}
