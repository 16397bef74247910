import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import type { CallPriority, Turn } from '../core/rate-limiter.js';
import { UpstreamError } from '../core/upstream-error.js';
import { FieldControlRateLimiter } from './field-control.rate-limiter.js';
import { readTask } from './operations/tasks.js';

let database: TestDatabase;
/** Two of them, as two processes would have. */
let sources: DataSource[];
let server: Server;
let origin: string;
/** Monotonic milliseconds at which each request reached the server. */
let arrivals: { at: number; name: string }[];
const warnings: unknown[] = [];
const logger = { warn: (line: unknown) => void warnings.push(line) };

beforeAll(async () => {
  database = await createTestDatabase();
  sources = await Promise.all(
    [0, 1].map(() =>
      new DataSource(dataSourceOptions({ url: database.url, poolSize: 3, statementTimeoutMs: 5_000 })).initialize(),
    ),
  );
  server = createServer((request, response) => {
    arrivals.push({ at: performance.now(), name: request.url?.slice(1) ?? '' });
    // Answers take their time, each a different one.
    setTimeout(() => response.end('{}'), 10 + 40 * Math.random());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all(sources.map((source) => source.destroy()));
  await database.drop();
});
beforeEach(() => {
  arrivals = [];
  warnings.length = 0;
});
afterEach(() => expect(warnings).toEqual([]));

/** One limiter in each of the two processes, for the same key. */
const limiters = (apiKey: string, gapMs?: number) =>
  sources.map(
    (source) => new FieldControlRateLimiter(source, logger, { apiKey, ...(gapMs === undefined ? {} : { gapMs }) }),
  );

interface Taking {
  readonly priority?: CallPriority;
  readonly remainingMs?: number;
  readonly signal?: AbortSignal;
}

const take = (
  limiter: FieldControlRateLimiter | undefined,
  { priority = 'interactive', remainingMs = 30_000, signal = new AbortController().signal }: Taking = {},
): Promise<Turn> => {
  if (limiter === undefined) throw new TypeError('no limiter');
  return limiter.take({ operation: readTask, priority, signal, remainingMs });
};

async function send(limiter: FieldControlRateLimiter | undefined, name: string, taking?: Taking): Promise<void> {
  const turn = await take(limiter, taking);
  try {
    await (await fetch(`${origin}/${name}`)).text();
  } finally {
    turn.end(true);
  }
}

const gaps = () => arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? 0));

/** Until the line of the limit is so long. */
async function lineOf(length: number): Promise<void> {
  for (;;) {
    const rows = await sources[0]?.query<unknown[]>('SELECT ticket FROM upstream_rate_limit_waiter');
    if (rows?.length === length) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('FieldControlRateLimiter', () => {
  it('never lets two requests reach the upstream within a second, whichever process sends them', async () => {
    const pair = limiters('gaps');
    await Promise.all(Array.from({ length: 8 }, (_, caller) => send(pair[caller % 2], String(caller))));
    expect(arrivals).toHaveLength(8);
    expect(gaps().filter((gap) => gap < 1_000)).toEqual([]);
  }, 60_000);

  it('keeps the distance when a request is slow to leave and its answer slow to come', async () => {
    const [first, second] = limiters('slow', 200);
    const turn = await take(first);
    const other = send(second, 'second');
    await lineOf(1);
    await new Promise((resolve) => setTimeout(resolve, 350));
    await (await fetch(`${origin}/first`)).text();
    turn.end(true);
    await other;
    expect(arrivals.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(gaps().filter((gap) => gap < 200)).toEqual([]);
  });

  it('serves by arrival, and interactive callers before background ones of any process', async () => {
    const [first, second] = limiters('order', 50);
    const holder = await take(first);
    const calls: Promise<void>[] = [];
    const queue = async (name: string, limiter: FieldControlRateLimiter | undefined, priority: CallPriority) => {
      calls.push(send(limiter, name, { priority }));
      await lineOf(calls.length);
    };
    await queue('background-1', first, 'background');
    await queue('background-2', second, 'background');
    await queue('interactive-1', second, 'interactive');
    await queue('interactive-2', first, 'interactive');
    await queue('interactive-3', second, 'interactive');
    holder.end(true);
    await Promise.all(calls);
    expect(arrivals.map(({ name }) => name)).toEqual([
      'interactive-1',
      'interactive-2',
      'interactive-3',
      'background-1',
      'background-2',
    ]);
  });

  it('refuses at once a caller whose turn would come after its deadline, and leaves no place taken', async () => {
    const pair = limiters('deadline', 5_000);
    const turn = await take(pair[0]);
    const refused = take(pair[1], { remainingMs: 2_000 });
    await expect(refused).rejects.toMatchObject({
      kind: 'rate-limited',
      reason: 'no-turn-in-time',
      operationId: readTask.id,
    });
    expect(
      await refused.catch((error: unknown) => (error instanceof UpstreamError ? error.retryAfterSeconds : 0)),
    ).toBe(5);
    await lineOf(0);
    turn.end(true);
  });

  it('leaves the line when the caller does', async () => {
    const pair = limiters('leaving', 200);
    const turn = await take(pair[0]);
    const leaving = new AbortController();
    const waiting = take(pair[1], { signal: leaving.signal });
    await lineOf(1);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'rate-limited', reason: 'deadline-before-turn' });
    await lineOf(0);
    turn.end(true);
  });

  it('gives a turn in which nothing was sent to the next at once, and each turn back only once', async () => {
    const pair = limiters('unsent', 4_000);
    const unused = await take(pair[0]);
    const next = take(pair[1], { remainingMs: 60_000 });
    await lineOf(1);
    unused.end(false);
    (await next).end(true);
    unused.end(false);
    await expect(take(pair[0], { remainingMs: 2_000 })).rejects.toMatchObject({ kind: 'rate-limited' });
  });

  it('takes the turn from a holder that died, after the holder’s deadline', async () => {
    const pair = limiters('death', 100);
    await take(pair[0], { remainingMs: 300 });
    const heir = await take(pair[1], { remainingMs: 10_000 });
    heir.end(true);
  });

  it('limits each key for itself', async () => {
    const [first] = limiters('key-a', 60_000);
    const [second] = limiters('key-b', 60_000);
    const turns = [await take(first), await take(second, { remainingMs: 5_000 })];
    for (const turn of turns) turn.end(true);
  });

  it('sends nothing when the database cannot be asked', async () => {
    const gone = new DataSource(dataSourceOptions({ url: database.url, poolSize: 1, statementTimeoutMs: 1_000 }));
    const limiter = new FieldControlRateLimiter(gone, { warn: () => undefined }, { apiKey: 'gone' });
    await expect(take(limiter)).rejects.toMatchObject({ kind: 'unavailable', reason: 'no-turns' });
  });
});
