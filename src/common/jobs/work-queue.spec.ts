import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../persistence/data-source-options.js';
import { WorkItemEntity } from './work-item.entity.js';
import { doubling, UnrecoverableWorkError, type Work, type WorkAttempt, WorkQueue } from './work-queue.js';

interface Errand {
  readonly number: number;
}

const TOPIC = 'errands';

let database: TestDatabase;
let dataSource: DataSource;
let queues: WorkQueue[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    ...dataSourceOptions({ url: database.url, poolSize: 10, statementTimeoutMs: 5_000 }),
    entities: [WorkItemEntity],
  }).initialize();
});
beforeEach(() => dataSource.query('TRUNCATE work_item RESTART IDENTITY'));
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.beforeApplicationShutdown()));
  queues = [];
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function newQueue(): WorkQueue {
  const queue = new WorkQueue(dataSource, new PinoLogger({ pinoHttp: { enabled: false } }));
  queues.push(queue);
  return queue;
}

const errands = (run: Work<Errand>['run'], declared: Partial<Work<Errand>> = {}): Work<Errand> => ({
  topic: TOPIC,
  payload: z.object({ number: z.int() }),
  concurrency: 4,
  timeoutMs: 5_000,
  maxAttempts: 3,
  backoffMs: () => 0,
  ...declared,
  run,
});

const items = (): Promise<WorkItemEntity[]> => dataSource.getRepository(WorkItemEntity).find({ order: { id: 'ASC' } });
const item = async (): Promise<WorkItemEntity> => {
  const [first] = await items();
  if (first === undefined) throw new Error('there is no item');
  return first;
};

/** Waits until every item is done or dead. */
async function settled(): Promise<WorkItemEntity[]> {
  for (;;) {
    const all = await items();
    if (all.every(({ finishedAt }) => finishedAt !== null)) return all;
    await delay(10);
  }
}

/** A run that tells when it began and ends when told, or at its signal when it heeds that. */
function heldRun(heeds: boolean) {
  const released = Promise.withResolvers<void>();
  const began = Promise.withResolvers<WorkAttempt>();
  const run = async (_: Errand, attempt: WorkAttempt): Promise<void> => {
    began.resolve(attempt);
    if (!heeds) return released.promise;
    await Promise.race([released.promise, once(attempt.signal, 'abort')]);
    attempt.signal.throwIfAborted();
  };
  return { run, began: began.promise, release: () => released.resolve() };
}

describe('taking work in', () => {
  it('takes work with a key in once, however many hand it in', async () => {
    const queue = newQueue();
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => queue.enqueue(TOPIC, { number: 1 }, { dedupeKey: 'one' })),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await queue.enqueue('another-topic', { number: 1 }, { dedupeKey: 'one' })).toBe(true);
    expect(await queue.enqueue(TOPIC, { number: 1 })).toBe(true);
    expect(await items()).toHaveLength(3);
  });

  it('does not take done work in again', async () => {
    const queue = newQueue();
    queue.start(errands(async () => undefined));
    await queue.enqueue(TOPIC, { number: 1 }, { dedupeKey: 'one' });
    await settled();
    expect(await queue.enqueue(TOPIC, { number: 1 }, { dedupeKey: 'one' })).toBe(false);
  });

  it('stands and falls with its transaction', async () => {
    const queue = newQueue();
    const failed = dataSource.transaction(async (manager) => {
      await queue.enqueue(TOPIC, { number: 1 }, { manager });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await items()).toEqual([]);
  });

  it('waits until its time', async () => {
    const queue = newQueue();
    const seen: number[] = [];
    queue.start(errands(async ({ number }) => void seen.push(number)));
    await queue.enqueue(TOPIC, { number: 1 }, { runAt: new Date(Date.now() + 3_600_000) });
    await queue.enqueue(TOPIC, { number: 2 });
    while (seen.length === 0) await delay(10);
    expect(seen).toEqual([2]);
    expect((await items()).map(({ state }) => state)).toContain('ready');
  });
});

describe('carrying work out', () => {
  it('is shared by instances, each item once', async () => {
    const seen: [instance: number, number: number][] = [];
    const enqueuing = newQueue();
    for (let number = 0; number < 200; number++) await enqueuing.enqueue(TOPIC, { number });
    for (const instance of [1, 2]) {
      newQueue().start(
        errands(async ({ number }) => {
          seen.push([instance, number]);
          await delay(1);
        }),
      );
    }
    expect((await settled()).every(({ state, attempts }) => state === 'done' && attempts === 1)).toBe(true);
    expect(seen.map(([, number]) => number).sort((left, right) => left - right)).toEqual(
      Array.from({ length: 200 }, (_, number) => number),
    );
    expect(new Set(seen.map(([instance]) => instance))).toEqual(new Set([1, 2]));
  });

  it('keeps within its concurrency', async () => {
    let inHand = 0;
    let most = 0;
    const queue = newQueue();
    for (let number = 0; number < 20; number++) await queue.enqueue(TOPIC, { number });
    queue.start(
      errands(
        async () => {
          most = Math.max(most, ++inHand);
          await delay(5);
          inHand--;
        },
        { concurrency: 3 },
      ),
    );
    await settled();
    expect(most).toBe(3);
  });

  it('tries again after a failure, and says how often', async () => {
    const numbers: number[] = [];
    const queue = newQueue();
    queue.start(
      errands(async (_, { number }) => {
        numbers.push(number);
        if (number < 3) throw new TypeError('text that may come from outside');
      }),
    );
    await queue.enqueue(TOPIC, { number: 1 });
    expect(await settled()).toMatchObject([{ state: 'done', attempts: 3, lastError: null }]);
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('waits before the next attempt as long as the work says', async () => {
    const queue = newQueue();
    const failed = Promise.withResolvers<void>();
    queue.start(
      errands(
        async () => {
          failed.resolve();
          throw new TypeError();
        },
        { backoffMs: (attempts) => attempts * 3_600_000 },
      ),
    );
    await queue.enqueue(TOPIC, { number: 1 });
    await failed.promise;
    while ((await item()).state !== 'ready') await delay(10);
    const { runAt, lastError, attempts, lockedUntil } = await item();
    expect({ lastError, attempts, lockedUntil }).toEqual({ lastError: 'TypeError', attempts: 1, lockedUntil: null });
    expect(runAt.getTime() - Date.now()).toBeGreaterThan(3_000_000);
  });

  it('doubles its pauses up to a bound', () => {
    expect([1, 2, 3, 4, 5].map(doubling(100, 1_000))).toEqual([100, 200, 400, 800, 1_000]);
  });

  it('gives up after the last attempt', async () => {
    let attempts = 0;
    const queue = newQueue();
    queue.start(
      errands(async () => {
        attempts++;
        throw new RangeError();
      }),
    );
    await queue.enqueue(TOPIC, { number: 1 });
    expect(await settled()).toMatchObject([{ state: 'dead', attempts: 3, lastError: 'RangeError', lockedUntil: null }]);
    expect(attempts).toBe(3);
  });

  it('gives up at once what no attempt can mend', async () => {
    const queue = newQueue();
    queue.start(
      errands(async () => {
        throw new UnrecoverableWorkError('no-such-device');
      }),
    );
    await queue.enqueue(TOPIC, { number: 1 });
    expect(await settled()).toMatchObject([{ state: 'dead', attempts: 1, lastError: 'no-such-device' }]);
  });

  it('gives up a payload that it cannot read', async () => {
    let runs = 0;
    const queue = newQueue();
    queue.start(errands(async () => void runs++));
    await queue.enqueue(TOPIC, { number: 'one' });
    expect(await settled()).toMatchObject([{ state: 'dead', attempts: 1, lastError: 'payload' }]);
    expect(runs).toBe(0);
  });

  it('aborts an attempt at its timeout', async () => {
    const queue = newQueue();
    queue.start(errands(heldRun(true).run, { timeoutMs: 20, maxAttempts: 1 }));
    await queue.enqueue(TOPIC, { number: 1 });
    expect(await settled()).toMatchObject([{ state: 'dead', lastError: 'WorkTimeoutError' }]);
  });

  it('does not wait for ever for one that ignores its signal', async () => {
    const held = heldRun(false);
    const queue = newQueue();
    queue.start(errands(held.run, { timeoutMs: 20, maxAttempts: 1 }));
    await queue.enqueue(TOPIC, { number: 1 });
    expect(await settled()).toMatchObject([{ state: 'dead', lastError: 'WorkTimeoutError' }]);
    held.release();
  });

  it('carries out a topic once in a process', () => {
    const queue = newQueue();
    queue.start(errands(async () => undefined));
    expect(() => queue.start(errands(async () => undefined))).toThrow('carried out already');
  });
});

describe('an item whose worker died', () => {
  const workerDies = () => dataSource.query(`UPDATE work_item SET locked_until = now() - interval '1 second'`);

  it('goes to another; what comes of the first attempt counts no more', async () => {
    const held = heldRun(false);
    newQueue().start(errands(held.run, { concurrency: 1 }));
    await newQueue().enqueue(TOPIC, { number: 1 });
    await held.began;
    expect(await item()).toMatchObject({ state: 'running', attempts: 1, lockedUntil: expect.any(Date) });
    const other = heldRun(false);
    newQueue().start(errands(other.run));
    await workerDies();
    expect((await other.began).number).toBe(2);
    held.release();
    await delay(50);
    expect(await item()).toMatchObject({ state: 'running', attempts: 2 });
    other.release();
    expect(await settled()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('is given up when that was its last attempt', async () => {
    let runs = 0;
    const queue = newQueue();
    await queue.enqueue(TOPIC, { number: 1 });
    await dataSource.query(`UPDATE work_item SET state = 'running', attempts = 3`);
    await workerDies();
    queue.start(errands(async () => void runs++));
    expect(await settled()).toMatchObject([{ state: 'dead', attempts: 3, lastError: 'worker-lost' }]);
    expect(runs).toBe(0);
  });
});

describe('a dead item', () => {
  it('gets all its attempts again when an operator says so', async () => {
    let mended = false;
    const queue = newQueue();
    queue.start(
      errands(async () => {
        if (!mended) throw new UnrecoverableWorkError('broken');
      }),
    );
    await queue.enqueue(TOPIC, { number: 1 });
    const [dead] = await settled();
    mended = true;
    expect(await queue.revive(dead?.id ?? '')).toBe(true);
    expect(await settled()).toMatchObject([{ state: 'done', attempts: 1, lastError: null }]);
    expect(await queue.revive(dead?.id ?? '')).toBe(false);
  });
});

describe('a shutdown', () => {
  it('lets work in hand end', async () => {
    const held = heldRun(true);
    const queue = newQueue();
    queue.start(errands(held.run));
    await queue.enqueue(TOPIC, { number: 1 });
    const { signal } = await held.began;
    const stopped = queue.beforeApplicationShutdown();
    held.release();
    await stopped;
    expect(signal.aborted).toBe(false);
    expect(await item()).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('gives back what does not end in time; the attempt does not count', async () => {
    const held = heldRun(true);
    const queue = newQueue();
    queue.start(errands(held.run, { maxAttempts: 1, timeoutMs: 60_000 }));
    await queue.enqueue(TOPIC, { number: 1 });
    await held.began;
    await queue.beforeApplicationShutdown();
    expect(await item()).toMatchObject({ state: 'ready', attempts: 0, lockedUntil: null });
  });

  it('takes no more work in hand', async () => {
    let runs = 0;
    const queue = newQueue();
    queue.start(errands(async () => void runs++));
    await queue.beforeApplicationShutdown();
    await queue.enqueue(TOPIC, { number: 1 });
    await delay(50);
    expect(runs).toBe(0);
    expect(await item()).toMatchObject({ state: 'ready', attempts: 0 });
  });
});
