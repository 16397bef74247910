import { createHash, randomUUID } from 'node:crypto';
import type { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { RateLimiter, Turn, TurnRequest } from '../core/rate-limiter.js';
import { UpstreamError } from '../core/upstream-error.js';
import { FIELD_CONTROL } from './field-control.operation.js';

/** One request a second for each key, and a little more, for no two clocks run alike. */
const GAP_MS = 1_000 + 20;
/** Less than the gap, so that whoever is next learns of the end of a turn before the next one begins. */
const LONGEST_LOOK_MS = 400;
const SHORTEST_LOOK_MS = 5;

/** What a look at the line found. `ahead` is null for a caller who is no longer in it. */
const lookRow = z.object({
  granted: z.boolean(),
  taken: z.boolean(),
  ahead: z.number().nullable(),
  next_in_ms: z.number(),
});
type Look = z.infer<typeof lookRow>;
const lookRows = z.tuple([lookRow]);
const entryRows = z.tuple([z.object({ entered: z.boolean(), wait_ms: z.number() })]);

/** $1 limit key, $2 ticket, $3 background, $4 milliseconds the caller can wait, $5 gap in milliseconds. */
const ENTER = `
  WITH estimate AS (
    SELECT greatest(0, extract(epoch FROM next_at - clock_timestamp()) * 1000)
         + $5::float8 * (SELECT count(*) FROM upstream_rate_limit_waiter AS waiter
                          WHERE waiter.limit_key = $1 AND gives_up_at > clock_timestamp() AND ($3 OR NOT background))
        AS wait_ms
      FROM upstream_rate_limit WHERE limit_key = $1
  ), entered AS (
    INSERT INTO upstream_rate_limit_waiter (ticket, limit_key, background, gives_up_at)
    SELECT $2, $1, $3, clock_timestamp() + $4::float8 * interval '1 millisecond' FROM estimate WHERE wait_ms < $4
    RETURNING ticket
  )
  SELECT EXISTS (SELECT FROM entered) AS entered, wait_ms::float8 FROM estimate`;

/** $1 limit key, $2 ticket, $3 milliseconds until the caller's deadline, $4 gap in milliseconds. */
const LOOK = `
  WITH line AS (
    SELECT ticket, row_number() OVER (ORDER BY background, arrival) - 1 AS ahead
      FROM upstream_rate_limit_waiter WHERE limit_key = $1 AND gives_up_at > clock_timestamp()
  ), granted AS (
    UPDATE upstream_rate_limit
       SET turn_ticket = $2,
           next_at = clock_timestamp() + $4::float8 * interval '1 millisecond',
           turn_ends_at = clock_timestamp() + ($3::float8 + $4::float8) * interval '1 millisecond'
     WHERE limit_key = $1 AND next_at <= clock_timestamp()
       AND (turn_ticket IS NULL OR turn_ends_at <= clock_timestamp())
       AND (SELECT ahead FROM line WHERE ticket = $2) = 0
    RETURNING turn_ticket
  ), gone AS (
    DELETE FROM upstream_rate_limit_waiter WHERE ticket IN (SELECT turn_ticket FROM granted)
  )
  SELECT EXISTS (SELECT FROM granted) AS granted,
         turn_ticket IS NOT NULL AND turn_ends_at > clock_timestamp() AS taken,
         (SELECT ahead::int FROM line WHERE ticket = $2) AS ahead,
         (extract(epoch FROM next_at - clock_timestamp()) * 1000)::float8 AS next_in_ms
    FROM upstream_rate_limit WHERE limit_key = $1`;

/** $1 limit key, $2 ticket, $3 milliseconds until the next turn. Also forgets callers whose process died in line. */
const END = `
  WITH forgotten AS (
    DELETE FROM upstream_rate_limit_waiter WHERE arrival IN (
      SELECT arrival FROM upstream_rate_limit_waiter
       WHERE limit_key = $1 AND gives_up_at < clock_timestamp() - interval '1 minute' FOR UPDATE SKIP LOCKED)
  )
  UPDATE upstream_rate_limit
     SET turn_ticket = NULL, turn_ends_at = NULL, next_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
   WHERE limit_key = $1 AND turn_ticket = $2`;

export interface FieldControlRateLimiterOptions {
  readonly apiKey: string;
  /** For tests of the order of turns; the published rate when absent. */
  readonly gapMs?: number;
}

/**
 * One request a second for each API key, held across processes in Postgres.
 *
 * Callers stand in one line, interactive ones before background ones, each by arrival. Whoever is first takes the turn
 * when the gap is over, and the next gap begins only when that turn ends: with the answer. A request reaches the
 * upstream before its answer reaches us, so two requests arrive at least a gap apart whatever the network and the
 * event loops in between do; the price is that a turn lasts a gap and an answer. A holder that dies loses its turn
 * at its deadline.
 *
 * A background call yields to every interactive one that waits, of any process; one that already has the turn keeps
 * it. Under interactive load without end background calls do not run: they are refused at their deadline.
 *
 * Nothing is sent without a turn: when the database cannot be asked, calls fail as `unavailable`.
 */
export class FieldControlRateLimiter implements RateLimiter {
  private readonly limitKey: string;
  private readonly gapMs: number;
  private known: Promise<unknown> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Pick<PinoLogger, 'warn'>,
    options: FieldControlRateLimiterOptions,
  ) {
    const digest = createHash('sha256').update(options.apiKey).digest('hex').slice(0, 32);
    this.limitKey = `${FIELD_CONTROL}:${digest}`;
    this.gapMs = options.gapMs ?? GAP_MS;
  }

  async take({ operation, priority, signal, remainingMs }: TurnRequest): Promise<Turn> {
    const deadlineAt = performance.now() + remainingMs;
    const ticket = randomUUID();
    const refuse = (reason: string, waitMs: number) =>
      new UpstreamError('rate-limited', operation.id, {
        reason,
        retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
      });
    const left = () => deadlineAt - performance.now();
    let inLine = false;
    try {
      await this.ensureKnown();
      const [entry] = entryRows.parse(
        await this.dataSource.query(ENTER, [this.limitKey, ticket, priority === 'background', left(), this.gapMs]),
      );
      inLine = entry.entered;
      if (!inLine) throw refuse('no-turn-in-time', entry.wait_ms);
      for (;;) {
        if (signal.aborted || left() <= 0) throw refuse('deadline-before-turn', this.gapMs);
        const [look] = lookRows.parse(await this.dataSource.query(LOOK, [this.limitKey, ticket, left(), this.gapMs]));
        if (look.granted) {
          inLine = false;
          const turn = this.turn(ticket);
          if (!signal.aborted && left() > 0) return turn;
          turn.end(false);
          throw refuse('deadline-before-turn', this.gapMs);
        }
        const waitMs = Math.max(0, look.next_in_ms) + (look.ahead ?? 0) * this.gapMs;
        if (look.ahead === null || waitMs >= left()) throw refuse('no-turn-in-time', waitMs);
        await pause(lookAgainInMs(look), signal);
      }
    } catch (error) {
      if (inLine) void this.leave(ticket);
      if (error instanceof UpstreamError) throw error;
      throw new UpstreamError('unavailable', operation.id, { reason: 'no-turns', cause: error });
    }
  }

  private turn(ticket: string): Turn {
    let ended = false;
    return {
      end: (sent) => {
        if (ended) return;
        ended = true;
        void this.report('end', this.dataSource.query(END, [this.limitKey, ticket, sent ? this.gapMs : 0]));
      },
    };
  }

  private leave(ticket: string): Promise<void> {
    return this.report(
      'leave',
      this.dataSource.query('DELETE FROM upstream_rate_limit_waiter WHERE ticket = $1', [ticket]),
    );
  }

  /** What fails here mends itself: turns and places in the line end with their caller's deadline. */
  private async report(step: string, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.logger.warn({ upstream: FIELD_CONTROL, step, err: error }, 'rate limit not updated');
    }
  }

  private async ensureKnown(): Promise<void> {
    this.known ??= this.dataSource.query(
      'INSERT INTO upstream_rate_limit (limit_key) VALUES ($1) ON CONFLICT (limit_key) DO NOTHING',
      [this.limitKey],
    );
    try {
      await this.known;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }
}

/** Just when the gap ends for whoever is first; soon enough to learn what changed for everybody else. */
function lookAgainInMs({ taken, ahead, next_in_ms: nextInMs }: Look): number {
  const soonest = taken || ahead !== 0 ? LONGEST_LOOK_MS / 4 : SHORTEST_LOOK_MS;
  return Math.min(LONGEST_LOOK_MS, Math.max(soonest, Math.ceil(nextInMs)));
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
