import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { type JobOutcome, ScheduledJobEntity } from './scheduled-job.entity.js';
import type { JobResult } from './scheduled-job.js';

/** A tick that may be claimed: a new one, or one whose holder died or gave it back. */
export interface OpenTick {
  readonly jobId: string;
  readonly at: Date;
  readonly manual: boolean;
  /** How often it was begun; 0 for a new one. */
  readonly attempts: number;
}

/** A tick in the hands of one run; the holder is that run's alone, so nobody else can end or prolong it. */
export interface HeldTick extends OpenTick {
  readonly holder: string;
}

export interface TickEnd {
  readonly outcome: JobOutcome;
  readonly result: JobResult | null;
  /** Our own word for the failure. */
  readonly error: string | null;
}

const openTicks = z.array(
  z
    .object({ id: z.string(), at: z.date(), manual: z.boolean(), attempts: z.number() })
    .transform(({ id, ...tick }): OpenTick => ({ jobId: id, ...tick })),
);

/**
 * The jobs' rows in Postgres. Which tick is due is said by the caller's clock; leases run by the database's, which is
 * one for all instances.
 */
@Injectable()
export class JobLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes a job's row; one that stands keeps its next tick unless the schedule changed. */
  async declare(id: string, schedule: string, nextAt: Date): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO scheduled_job AS known (id, schedule, next_at) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET schedule = excluded.schedule, next_at = excluded.next_at
       WHERE known.schedule <> excluded.schedule`,
      [id, schedule, nextAt],
    );
  }

  /** Ticks that may be claimed now, at most one a job. A switched-off job has none but those asked for by hand. */
  async open(now: Date, jobId?: string): Promise<readonly OpenTick[]> {
    const rows: unknown = await this.dataSource.query(
      `SELECT id, coalesce(tick_at, next_at) AS at, manual, attempts FROM scheduled_job
       WHERE ($2::text IS NULL OR id = $2) AND (enabled OR manual)
         AND CASE WHEN tick_at IS NULL THEN next_at <= $1 ELSE holder IS NULL OR lease_until < now() END
       ORDER BY at`,
      [now, jobId ?? null],
    );
    return openTicks.parse(rows);
  }

  /**
   * Takes an open tick; false when somebody else did. One statement, keyed by the tick's own time and how often it was
   * begun: of all instances that saw it open, one has it. Times are compared as this runtime knows them, to the
   * millisecond, so that a row mended by hand is no trap.
   * @param following the tick after a new one; of one taken over it is on record already
   */
  async claim(tick: HeldTick, following: Date, leaseMs: number): Promise<boolean> {
    return this.changed(
      this.dataSource.manager,
      `UPDATE scheduled_job
       SET tick_at = $2, next_at = CASE WHEN tick_at IS NULL THEN $3 ELSE next_at END, holder = $4,
           lease_until = now() + $5 * interval '1 millisecond', attempts = attempts + 1, started_at = now()
       WHERE id = $1 AND attempts = $6 AND (enabled OR manual)
         AND CASE WHEN tick_at IS NULL THEN date_trunc('milliseconds', next_at) = $2
              ELSE date_trunc('milliseconds', tick_at) = $2 AND (holder IS NULL OR lease_until < now()) END
       RETURNING id`,
      [tick.jobId, tick.at, following, tick.holder, leaseMs, tick.attempts],
    );
  }

  /**
   * Takes a tick for a run by hand: one of its own, or the one whose holder died or gave it back.
   * @returns undefined while a run is in hand.
   */
  async claimByHand(
    jobId: string,
    at: Date,
    holder: string,
    leaseMs: number,
    manager: EntityManager,
  ): Promise<HeldTick | undefined> {
    const answer: unknown = await manager.query(
      `UPDATE scheduled_job
       SET tick_at = coalesce(tick_at, $2), manual = true, holder = $3,
           lease_until = now() + $4 * interval '1 millisecond', attempts = attempts + 1, started_at = now()
       WHERE id = $1 AND (holder IS NULL OR lease_until < now())
       RETURNING id, tick_at AS at, manual, attempts`,
      [jobId, at, holder, leaseMs],
    );
    const [tick] = openTicks.parse(Array.isArray(answer) ? answer[0] : []);
    return tick === undefined ? undefined : { ...tick, holder };
  }

  /** Prolongs a lease; false when the tick is no longer the holder's. */
  async renew({ jobId, holder }: HeldTick, leaseMs: number): Promise<boolean> {
    return this.changed(
      this.dataSource.manager,
      `UPDATE scheduled_job SET lease_until = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND holder = $2 RETURNING id`,
      [jobId, holder, leaseMs],
    );
  }

  /** Ends a tick; false when it is no longer the holder's. */
  async end({ jobId, holder }: HeldTick, end: TickEnd, manager?: EntityManager): Promise<boolean> {
    return this.changed(
      manager ?? this.dataSource.manager,
      `UPDATE scheduled_job
       SET last_tick_at = tick_at, last_started_at = started_at, last_finished_at = now(), last_outcome = $3,
           last_result = $4, last_error = $5, runs = runs + 1,
           failures = failures + CASE WHEN $3 = 'succeeded' THEN 0 ELSE 1 END,
           tick_at = NULL, manual = false, holder = NULL, lease_until = NULL, attempts = 0, started_at = NULL
       WHERE id = $1 AND holder = $2 RETURNING id`,
      [jobId, holder, end.outcome, end.result === null ? null : JSON.stringify(end.result), end.error],
    );
  }

  /** Gives a tick back unfinished, for whoever comes first; it does not count as begun. */
  async giveBack({ jobId, holder }: HeldTick): Promise<void> {
    await this.dataSource.query(
      `UPDATE scheduled_job SET holder = NULL, lease_until = NULL, attempts = attempts - 1
       WHERE id = $1 AND holder = $2`,
      [jobId, holder],
    );
  }

  /**
   * Switches a job's schedule; false when it stood so before. What came while it was off was not missed.
   * @param nextAt the first tick once it is on
   */
  async setEnabled(id: string, enabled: boolean, nextAt: Date, manager: EntityManager): Promise<boolean> {
    return this.changed(
      manager,
      `UPDATE scheduled_job SET enabled = $2, next_at = CASE WHEN $2 THEN $3 ELSE next_at END
       WHERE id = $1 AND enabled <> $2 RETURNING id`,
      [id, enabled, nextAt],
    );
  }

  rows(): Promise<ScheduledJobEntity[]> {
    return this.dataSource.getRepository(ScheduledJobEntity).find();
  }

  /** Whether an UPDATE ... RETURNING changed a row: TypeORM answers the rows and their count. */
  private async changed(manager: EntityManager, sql: string, values: readonly unknown[]): Promise<boolean> {
    const answer: unknown = await manager.query(sql, [...values]);
    return Array.isArray(answer) && answer[1] === 1;
  }
}
