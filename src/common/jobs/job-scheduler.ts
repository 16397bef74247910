import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager } from 'typeorm';
import type { Clock } from '../brazil/dates.js';
import { outsideRequestScope } from '../http/request-scope.js';
import { type HeldTick, JobLedger, type TickEnd } from './job-ledger.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import { type JobContext, type JobResult, JobStoppedError, JobTimeoutError, TickLostError } from './scheduled-job.js';

export interface JobSettings {
  /** Says which ticks are due. */
  readonly clock: Clock;
  /** Milliseconds after which a holder that gave no sign of life has lost its tick. */
  readonly leaseMs: number;
  /** Milliseconds that aborted runs get to end at shutdown. */
  readonly shutdownWaitMs: number;
}

/** Injection token of `JobSettings`. */
export const JOB_SETTINGS = Symbol('JOB_SETTINGS');

/** A tick that outlived so many holders is given up: it may be what kills them. */
const MAX_ATTEMPTS = 5;

/**
 * Carries out the ticks of the declared jobs. A tick is held under a lease that its run prolongs until it ends or its
 * time is up; a holder that died loses it, and another instance carries the same tick out.
 */
@Injectable()
export class JobScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  /** By job id: a job is in hand at most once in this process, also when a run outlasts its lease. */
  private readonly inHand = new Map<string, Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: JobLedger,
    private readonly registry: JobRegistry,
    @Inject(JOB_SETTINGS) private readonly settings: JobSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(JobScheduler.name);
  }

  async onApplicationBootstrap(): Promise<void> {
    const now = this.now();
    for (const { id, schedule, ticks } of this.registry.all())
      await this.ledger.declare(id, schedule, ticks.after(now));
  }

  /** Begins whatever is due and not in hand; errors are logged, the next wake-up tries again. */
  async wake(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    try {
      for (const { jobId } of await this.ledger.open(this.now())) {
        const job = this.registry.get(jobId);
        // A job that only another version of the product declares is carried out there.
        if (job !== undefined && !this.inHand.has(jobId)) this.begin(job, () => this.carryOut(job));
      }
    } catch (error) {
      this.logger.error({ err: error }, 'due jobs could not be read');
    }
  }

  /** Resolves when nothing is in hand in this process. */
  async idle(): Promise<void> {
    while (this.inHand.size > 0) await Promise.all(this.inHand.values());
  }

  /**
   * Begins one run now, also of a job that is switched off; false while a run is in hand anywhere.
   * @param alongside joins the transaction that claims the run: it stands if and only if the run begins
   */
  async trigger(job: RegisteredJob, alongside: (manager: EntityManager) => Promise<void>): Promise<boolean> {
    if (this.inHand.has(job.id)) return false;
    const { leaseMs } = this.settings;
    const tick = await this.dataSource.transaction(async (manager) => {
      const claimed = await this.ledger.claimByHand(job.id, this.now(), randomUUID(), leaseMs, manager);
      if (claimed !== undefined) await alongside(manager);
      return claimed;
    });
    if (tick === undefined) return false;
    // The run outlives the request that asked for it.
    outsideRequestScope(() => this.begin(job, () => this.execute(job, tick)));
    return true;
  }

  /** Switches a job's schedule; false when it stood so before. */
  setEnabled(job: RegisteredJob, enabled: boolean, manager: EntityManager): Promise<boolean> {
    return this.ledger.setEnabled(job.id, enabled, job.ticks.after(this.now()), manager);
  }

  /** Before the connections close: runs are aborted, and what they did not finish is given back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const waited = new AbortController();
    const limit = delay(this.settings.shutdownWaitMs, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([this.idle(), limit]);
    waited.abort();
    if (this.inHand.size > 0) {
      this.logger.warn({ jobs: [...this.inHand.keys()] }, 'jobs still run; their leases will run out');
    }
  }

  private now(): Date {
    return new Date(this.settings.clock());
  }

  private begin(job: RegisteredJob, work: () => Promise<void>): void {
    const before = this.inHand.get(job.id) ?? Promise.resolve();
    const task = before
      .then(work)
      .catch((error: unknown) => this.logger.error({ err: error, job: job.id }, 'job could not be carried out'))
      .finally(() => {
        if (this.inHand.get(job.id) === task) this.inHand.delete(job.id);
      });
    this.inHand.set(job.id, task);
  }

  /** Claims and runs ticks of a job until none is open. */
  private async carryOut(job: RegisteredJob): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const now = this.now();
      const [open] = await this.ledger.open(now, job.id);
      if (open === undefined) return;
      const following = job.ticks.after(job.missed === 'once' && open.at < now ? now : open.at);
      const tick = { ...open, holder: randomUUID() };
      if (!(await this.ledger.claim(tick, following, this.settings.leaseMs))) return;
      await this.execute(job, { ...tick, attempts: open.attempts + 1 });
    }
  }

  private async execute(job: RegisteredJob, tick: HeldTick): Promise<void> {
    if (tick.attempts > MAX_ATTEMPTS) {
      await this.end(tick, { outcome: 'abandoned', result: null, error: 'too-many-attempts' });
      return;
    }
    const run = new JobRun(
      this.dataSource,
      this.ledger,
      tick,
      this.settings.leaseMs,
      job.timeoutMs,
      this.stopping.signal,
    );
    try {
      const result = await job.run(run.context);
      if (!run.finished) await this.end(tick, { outcome: 'succeeded', result, error: null });
    } catch (error) {
      const reason: unknown = run.context.signal.reason;
      if (run.finished || error instanceof TickLostError || reason instanceof TickLostError) {
        this.logger.warn(
          { job: job.id, error: wordOf(error) },
          run.finished ? 'job failed at its end' : 'tick was lost',
        );
      } else if (reason instanceof JobStoppedError) {
        await this.ledger.giveBack(tick);
      } else if (reason instanceof JobTimeoutError) {
        await this.end(tick, { outcome: 'timed-out', result: null, error: wordOf(reason) });
      } else {
        await this.end(tick, { outcome: 'failed', result: null, error: wordOf(error) });
      }
    } finally {
      run.close();
    }
  }

  private async end(tick: HeldTick, end: TickEnd): Promise<void> {
    if (end.outcome !== 'succeeded') {
      this.logger.error({ job: tick.jobId, outcome: end.outcome, error: end.error }, 'job did not succeed');
    }
    if (!(await this.ledger.end(tick, end))) this.logger.warn({ job: tick.jobId }, 'tick was lost');
  }
}

/** One run's clockwork: its timeout, its lease, and its end inside a transaction. */
class JobRun {
  readonly context: JobContext;
  finished = false;
  private readonly abortion = new AbortController();
  private readonly timeout: NodeJS.Timeout;
  private readonly renewal: NodeJS.Timeout;
  private renewedAt = performance.now();
  private readonly stop = () => this.abortion.abort(new JobStoppedError());

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: JobLedger,
    private readonly tick: HeldTick,
    private readonly leaseMs: number,
    timeoutMs: number,
    private readonly stopping: AbortSignal,
  ) {
    this.context = {
      signal: this.abortion.signal,
      scheduledFor: tick.at,
      attempt: tick.attempts,
      manual: tick.manual,
      finishWith: (work) => this.finishWith(work),
    };
    this.renewal = setInterval(() => void this.renew(), leaseMs / 3);
    this.timeout = setTimeout(() => {
      // A run that does not heed the signal is not covered for ever: from here the lease runs out.
      clearInterval(this.renewal);
      this.abortion.abort(new JobTimeoutError());
    }, timeoutMs);
    if (stopping.aborted) this.stop();
    else stopping.addEventListener('abort', this.stop, { once: true });
  }

  close(): void {
    clearTimeout(this.timeout);
    clearInterval(this.renewal);
    this.stopping.removeEventListener('abort', this.stop);
  }

  private async finishWith(work: (manager: EntityManager) => Promise<JobResult>): Promise<JobResult> {
    const result = await this.dataSource.transaction(async (manager) => {
      const value = await work(manager);
      const ours = await this.ledger.end(this.tick, { outcome: 'succeeded', result: value, error: null }, manager);
      if (!ours) throw new TickLostError();
      return value;
    });
    this.finished = true;
    return result;
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now();
    const ours = await this.ledger.renew(this.tick, this.leaseMs).catch(() => undefined);
    if (ours === true) this.renewedAt = askedAt;
    // Without an answer the lease counts as lost once it must have run out.
    else if (ours === false || askedAt - this.renewedAt > this.leaseMs) this.abortion.abort(new TickLostError());
  }
}

const wordOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
