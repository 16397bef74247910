import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { JobLedger } from '../../common/jobs/job-ledger.js';
import { JobRegistry, type RegisteredJob } from '../../common/jobs/job-registry.js';
import { JobScheduler } from '../../common/jobs/job-scheduler.js';
import type { ScheduledJobEntity } from '../../common/jobs/scheduled-job.entity.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import type { FinishedRunDto, JobDto } from './jobs.dto.js';

const SUBJECT_KIND = 'job';

/** Scheduled jobs as operators see, switch and run them. */
@Injectable()
export class ScheduledJobsService {
  constructor(
    private readonly registry: JobRegistry,
    private readonly ledger: JobLedger,
    private readonly scheduler: JobScheduler,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** In the order of their ids. */
  async list(): Promise<JobDto[]> {
    const rows = new Map((await this.ledger.rows()).map((row) => [row.id, row]));
    return this.registry.all().flatMap((job) => {
      const row = rows.get(job.id);
      return row === undefined ? [] : [toJobDto(job, row)];
    });
  }

  /** @throws Problem NOT_FOUND */
  async get(id: string): Promise<JobDto> {
    const job = (await this.list()).find((listed) => listed.id === id);
    if (job === undefined) throw new Problem(problems.notFound);
    return job;
  }

  /**
   * Begins one run now, also of a job that is switched off.
   * @throws Problem NOT_FOUND, or JOB_RUNNING while a run is in hand on any instance.
   */
  async run(adminId: string, id: string): Promise<JobDto> {
    const job = this.registered(id);
    const begun = await this.scheduler.trigger(job, (manager) =>
      this.audit.append(
        { adminId, action: 'job.run', subjectKind: SUBJECT_KIND, subjectId: id, before: null, after: null },
        manager,
      ),
    );
    if (!begun) throw new Problem(problems.jobRunning, { retryAfterSeconds: 5 });
    return this.get(id);
  }

  /** @throws Problem NOT_FOUND */
  async setEnabled(adminId: string, id: string, enabled: boolean): Promise<JobDto> {
    const job = this.registered(id);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.scheduler.setEnabled(job, enabled, manager))) return;
      await this.audit.append(
        {
          adminId,
          action: enabled ? 'job.enabled' : 'job.disabled',
          subjectKind: SUBJECT_KIND,
          subjectId: id,
          before: { enabled: !enabled },
          after: { enabled },
        },
        manager,
      );
    });
    return this.get(id);
  }

  private registered(id: string): RegisteredJob {
    const job = this.registry.get(id);
    if (job === undefined) throw new Problem(problems.notFound);
    return job;
  }
}

function toJobDto(job: RegisteredJob, row: ScheduledJobEntity): JobDto {
  // As an operator reads it: a lease that just ran out by another clock is no error.
  const held = row.leaseUntil !== null && row.leaseUntil.getTime() > Date.now();
  return {
    id: job.id,
    title: job.title,
    schedule: job.schedule,
    timeout_ms: job.timeoutMs,
    enabled: row.enabled,
    state: row.tickAt === null ? 'idle' : held ? 'running' : 'waiting',
    next_at: row.enabled ? toSaoPauloInstant(row.nextAt) : null,
    current_run:
      row.tickAt === null || row.startedAt === null
        ? null
        : {
            scheduled_for: toSaoPauloInstant(row.tickAt),
            started_at: toSaoPauloInstant(row.startedAt),
            attempt: Math.max(1, row.attempts),
            manual: row.manual,
          },
    last_run: lastRunOf(row),
    runs: Number(row.runs),
    failures: Number(row.failures),
  };
}

function lastRunOf(row: ScheduledJobEntity): FinishedRunDto | null {
  const { lastTickAt, lastStartedAt, lastFinishedAt, lastOutcome } = row;
  if (lastTickAt === null || lastStartedAt === null || lastFinishedAt === null || lastOutcome === null) return null;
  return {
    scheduled_for: toSaoPauloInstant(lastTickAt),
    started_at: toSaoPauloInstant(lastStartedAt),
    finished_at: toSaoPauloInstant(lastFinishedAt),
    outcome: lastOutcome,
    result: row.lastResult,
    error: row.lastError,
  };
}
