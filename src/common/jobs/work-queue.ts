import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';

/** One kind of work: its name, what its payload is, and how it is carried out. */
export interface Work<P> {
  readonly topic: string;
  readonly payload: z.ZodType<P>;
  /** Items in hand at once in this process. */
  readonly concurrency: number;
  /** Milliseconds one attempt may take; the signal aborts then. */
  readonly timeoutMs: number;
  /** After so many failed attempts an item is dead and waits for an operator. */
  readonly maxAttempts: number;
  /** Milliseconds before the next attempt, by the number of attempts made. */
  readonly backoffMs: (attempts: number) => number;
  /**
   * One attempt. An attempt whose process died is made again elsewhere, so its effects must bear repetition.
   * @throws UnrecoverableWorkError when no further attempt can mend it.
   */
  run(payload: P, attempt: WorkAttempt): Promise<void>;
}

export interface WorkAttempt {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  /** Aborts at the timeout, and at shutdown when the attempt has not ended by itself in time. */
  readonly signal: AbortSignal;
}

export interface Enqueue {
  /** Work with the key of earlier work is not taken in again. */
  readonly dedupeKey?: string;
  readonly runAt?: Date;
  /** Joins a transaction: the work exists if and only if the transaction commits. */
  readonly manager?: EntityManager;
}

/** Thrown by work that no further attempt can mend; the reason is our own word, never a text from outside. */
export class UnrecoverableWorkError extends Error {
  override readonly name = 'UnrecoverableWorkError';

  constructor(readonly reason: string) {
    super(reason);
  }
}

class WorkTimeoutError extends Error {
  override readonly name = 'WorkTimeoutError';
}

class WorkStoppedError extends Error {
  override readonly name = 'WorkStoppedError';
}

const POLL_MS = 1_000;
/** How long after its timeout an attempt that does not heed its signal is waited for. */
const ABORT_GRACE_MS = 2_000;
/** How long after its timeout an item whose worker died is given to another; longer than the grace. */
const LOCK_MARGIN_MS = 5_000;
/** How long attempts may go on by themselves at shutdown. */
const SHUTDOWN_GRACE_MS = 3_000;

const claimed = z.array(
  z.object({ id: z.string(), payload: z.unknown(), attempts: z.number(), state: z.enum(['running', 'dead']) }),
);
type ClaimedItem = z.infer<typeof claimed>[number];

/**
 * Work in Postgres: taken in with its transaction, carried out at least once by whichever instance is free, retried
 * with growing pauses, and kept as dead when it cannot be done.
 */
@Injectable()
export class WorkQueue implements BeforeApplicationShutdown {
  private stopping = false;
  private readonly loops = new Map<string, Promise<void>>();
  /** Wakes the loop of a topic before its next poll. */
  private readonly wake = new Map<string, () => void>();
  private readonly attempts = new Set<AbortController>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(WorkQueue.name);
  }

  /** Takes work in; false when work with the same key was taken in before. */
  async enqueue(topic: string, payload: unknown, options: Enqueue = {}): Promise<boolean> {
    const manager = options.manager ?? this.dataSource.manager;
    const inserted: unknown[] = await manager.query(
      `INSERT INTO work_item (topic, payload, dedupe_key, run_at) VALUES ($1, $2, $3, coalesce($4, now()))
       ON CONFLICT (topic, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING RETURNING id`,
      [topic, JSON.stringify(payload), options.dedupeKey ?? null, options.runAt ?? null],
    );
    this.wake.get(topic)?.();
    return inserted.length > 0;
  }

  /** Starts carrying out work of a topic in this process. */
  start<P>(work: Work<P>): void {
    if (this.loops.has(work.topic)) throw new Error(`work of topic "${work.topic}" is carried out already`);
    this.loops.set(work.topic, this.loop(work));
  }

  /** Gives a dead item all its attempts again; false when it is not dead. */
  async revive(id: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    const answer: unknown = await manager.query(
      `UPDATE work_item SET state = 'ready', attempts = 0, run_at = now(), finished_at = NULL
       WHERE id = $1 AND state = 'dead' RETURNING id`,
      [id],
    );
    return Array.isArray(answer) && answer[1] === 1;
  }

  /** Before the connections close: takes no more work, lets what is in hand end or aborts it and gives it back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const wake of this.wake.values()) wake();
    const abort = setTimeout(() => {
      for (const attempt of this.attempts) attempt.abort(new WorkStoppedError());
    }, SHUTDOWN_GRACE_MS);
    await Promise.allSettled(this.loops.values());
    clearTimeout(abort);
  }

  private async loop<P>(work: Work<P>): Promise<void> {
    const running = new Set<Promise<void>>();
    while (!this.stopping) {
      const items = await this.claim(work, work.concurrency - running.size).catch((error: unknown) => {
        this.logger.error({ err: error, topic: work.topic }, 'work could not be claimed');
        return [];
      });
      for (const item of items) {
        const task = this.attempt(work, item).finally(() => running.delete(task));
        running.add(task);
      }
      // A full batch means there is more; otherwise wait for a free place, new work or the next poll.
      if (items.length === 0 || running.size >= work.concurrency) await this.pause(work, running);
    }
    await Promise.allSettled(running);
  }

  private async pause<P>(work: Work<P>, running: ReadonlySet<Promise<void>>): Promise<void> {
    if (this.stopping) return;
    const full = running.size >= work.concurrency;
    const polling = new AbortController();
    const poll = delay(POLL_MS, undefined, { signal: polling.signal }).catch(() => undefined);
    const woken = new Promise<void>((resolve) => this.wake.set(work.topic, resolve));
    // While every place is taken, new work changes nothing.
    await Promise.race(full && !this.stopping ? [...running, poll] : [...running, poll, woken]);
    polling.abort();
  }

  /** An item whose last attempt took its process with it is dead: it may be what kills them. */
  private async claim<P>(work: Work<P>, places: number): Promise<ClaimedItem[]> {
    if (places <= 0) return [];
    const answer: unknown = await this.dataSource.query(
      `UPDATE work_item
       SET state = CASE WHEN attempts < $4 THEN 'running' ELSE 'dead' END,
           attempts = CASE WHEN attempts < $4 THEN attempts + 1 ELSE attempts END,
           locked_until = CASE WHEN attempts < $4 THEN now() + $3 * interval '1 millisecond' END,
           finished_at = CASE WHEN attempts < $4 THEN NULL ELSE now() END,
           last_error = CASE WHEN attempts < $4 THEN last_error ELSE 'worker-lost' END
       WHERE id IN (
         SELECT id FROM work_item
         WHERE topic = $1 AND run_at <= now() AND (state = 'ready' OR (state = 'running' AND locked_until < now()))
         ORDER BY run_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, payload, attempts, state`,
      [work.topic, places, work.timeoutMs + LOCK_MARGIN_MS, work.maxAttempts],
    );
    // TypeORM answers an UPDATE with its rows and their count.
    const items = claimed.parse(Array.isArray(answer) ? answer[0] : []);
    for (const { id } of items.filter(({ state }) => state === 'dead')) {
      this.logger.error({ topic: work.topic, item: id, error: 'worker-lost' }, 'work is dead');
    }
    return items.filter(({ state }) => state === 'running');
  }

  private async attempt<P>(work: Work<P>, item: ClaimedItem): Promise<void> {
    if (this.stopping) return this.giveBack(item);
    const abortion = new AbortController();
    this.attempts.add(abortion);
    const timeout = setTimeout(() => abortion.abort(new WorkTimeoutError()), work.timeoutMs);
    try {
      const payload = work.payload.safeParse(item.payload);
      if (!payload.success) throw new UnrecoverableWorkError('payload');
      const { signal } = abortion;
      await untilAborted(work.run(payload.data, { id: item.id, number: item.attempts, signal }), signal);
      await this.settle(item, `state = 'done', finished_at = now(), last_error = NULL`, []);
    } catch (error) {
      await this.failed(work, item, error, abortion.signal.reason);
    } finally {
      clearTimeout(timeout);
      this.attempts.delete(abortion);
    }
  }

  private async failed<P>(work: Work<P>, item: ClaimedItem, error: unknown, aborted: unknown): Promise<void> {
    const unrecoverable = error instanceof UnrecoverableWorkError;
    if (aborted instanceof WorkStoppedError && !unrecoverable) {
      await this.giveBack(item);
      return;
    }
    const cause = aborted instanceof WorkTimeoutError ? aborted : error;
    const word = unrecoverable ? error.reason : cause instanceof Error ? cause.name : 'unknown';
    const dead = unrecoverable || item.attempts >= work.maxAttempts;
    this.logger[dead ? 'error' : 'warn'](
      { topic: work.topic, item: item.id, attempts: item.attempts, error: word },
      dead ? 'work is dead' : 'work failed',
    );
    if (dead) await this.settle(item, `state = 'dead', finished_at = now(), last_error = $3`, [word]);
    else {
      await this.settle(item, `state = 'ready', run_at = now() + $4 * interval '1 millisecond', last_error = $3`, [
        word,
        work.backoffMs(item.attempts),
      ]);
    }
  }

  /** Not the work's fault: it does not count as an attempt. */
  private giveBack(item: ClaimedItem): Promise<void> {
    return this.settle(item, `state = 'ready', attempts = attempts - 1`, []);
  }

  /** Only while the item is still this attempt's: a lock that ran out gave it to another. */
  private async settle(
    item: { id: string; attempts: number },
    assignments: string,
    values: readonly unknown[],
  ): Promise<void> {
    await this.dataSource
      .query(
        `UPDATE work_item SET ${assignments}, locked_until = NULL WHERE id = $1 AND attempts = $2 AND state = 'running'`,
        [item.id, item.attempts, ...values],
      )
      .catch((error: unknown) => this.logger.error({ err: error, item: item.id }, 'work could not be settled'));
  }
}

/** A run's own end; when it ignores its signal, the signal's reason after a grace, so that it keeps no place for ever. */
async function untilAborted(run: Promise<void>, signal: AbortSignal): Promise<void> {
  let grace: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => (grace = setTimeout(() => reject(signal.reason as Error), ABORT_GRACE_MS)), {
      once: true,
    });
  });
  try {
    await Promise.race([run, given]);
  } finally {
    clearTimeout(grace);
  }
}

/** Doubling pauses from `firstMs`, at most `mostMs`. */
export const doubling =
  (firstMs: number, mostMs: number) =>
  (attempts: number): number =>
    Math.min(mostMs, firstMs * 2 ** (attempts - 1));
