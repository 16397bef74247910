import { randomUUID } from 'node:crypto';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { startRedisStandIn } from '../../../test/support/redis-stand-in.js';
import { until } from '../../../test/support/until.js';
import { InProcessStore } from './in-process-store.js';
import { RedisStore } from './redis-store.js';
import { sharedStoreConfig } from './shared-store.config.js';
import type { SharedStore } from './shared-store.js';

/** Two instances of the product, on one store. */
interface Pair {
  readonly stores: readonly [SharedStore, SharedStore];
  close(): Promise<void>;
}

/** What every store of this file logged. */
const lines: { msg: string; reason?: string }[] = [];
const logger = new PinoLogger({
  pinoHttp: { level: 'info', stream: { write: (line: string) => void lines.push(JSON.parse(line)) } },
});
const told = () => lines.map(({ msg }) => msg);

async function pairOn(url: string, stop: () => Promise<void>): Promise<Pair> {
  const prefix = `test-${randomUUID()}:`;
  const stores = [new RedisStore({ url, prefix }, logger), new RedisStore({ url, prefix }, logger)] as const;
  for (const store of stores) store.onModuleInit();
  await until(() => stores.every(({ status }) => status.reachable));
  return {
    stores,
    close: async () => {
      for (const store of stores) store.onApplicationShutdown();
      await stop();
    },
  };
}

const REAL = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** Whether something listens there. */
const listens = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    const socket = createConnection({ host: hostname, port: Number(port || 6379), timeout: 500 });
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => say(true))
      .once('error', () => say(false))
      .once('timeout', () => say(false));
  });

const targets: [string, () => Promise<Pair>][] = [
  [
    'one process',
    async () => {
      const store = new InProcessStore();
      return { stores: [store, store], close: async () => undefined };
    },
  ],
  [
    'the stand-in of a Redis',
    async () => {
      const standIn = await startRedisStandIn();
      return pairOn(standIn.url, () => standIn.stop());
    },
  ],
];
if (await listens(REAL)) targets.push(['a Redis', () => pairOn(REAL, async () => undefined)]);

let pair: Pair | undefined;
afterEach(async () => {
  await pair?.close();
  pair = undefined;
});

describe.each(targets)('a store shared by %s', (_, open) => {
  const opened = async () => (pair = await open()).stores;

  it('counts for all, begins again after the window, and keeps counters apart', async () => {
    const [one, other] = await opened();
    expect(await one.count('a', 60_000)).toMatchObject({ count: 1 });
    const second = await other.count('a', 60_000);
    expect(second.count).toBe(2);
    expect(second.remainingMs).toBeGreaterThan(0);
    expect(second.remainingMs).toBeLessThanOrEqual(60_000);
    expect(await other.count('b', 40)).toMatchObject({ count: 1 });
    await until(async () => (await one.count('b', 40)).count === 1);
    expect(await one.count('a', 60_000)).toMatchObject({ count: 3 });
  });

  it('counts each of many at once', async () => {
    const [one, other] = await opened();
    const counts = await Promise.all(
      Array.from({ length: 200 }, (__, index) => (index % 2 === 0 ? one : other).count('many', 60_000)),
    );
    expect(counts.map(({ count }) => count).sort((left, right) => left - right)).toEqual(
      Array.from({ length: 200 }, (__, index) => index + 1),
    );
  });

  it('keeps values for their time, and answers in the order it was asked', async () => {
    const [one, other] = await opened();
    expect(await one.write('first', 'um', 60_000)).toBe(true);
    expect(await one.write('second', 'dois “ção”', 60_000)).toBe(true);
    expect(await one.write('third', 'três', 30)).toBe(true);
    expect(await other.read(['second', 'none', 'first'])).toEqual(['dois “ção”', undefined, 'um']);
    await until(async () => (await other.read(['third']))[0] === undefined);
    await one.write('first', 'novo', 60_000);
    expect(await other.read(['first'])).toEqual(['novo']);
  });

  it('tells everybody who listens', async () => {
    const [one, other] = await opened();
    const heard: string[] = [];
    for (const [name, store] of [
      ['one', one],
      ['other', other],
    ] as const) {
      store.listen('news', { heard: (message) => void heard.push(`${name} ${message}`), missed: () => undefined });
    }
    await until(async () => (await one.announce('news', 'olá')) && heard.length >= 2);
    expect(new Set(heard)).toEqual(new Set(['one olá', 'other olá']));
    expect(await one.announce('nobody', 'olá')).toBe(true);
  });
});

describe('a Redis that fails', () => {
  const LOST = 'the shared store is lost: this instance counts and caches on its own';
  const BACK = 'the shared store is back';
  const REFUSES = 'the shared store refuses';
  beforeEach(() => void lines.splice(0));

  async function opened() {
    const standIn = await startRedisStandIn();
    const store = new RedisStore({ url: standIn.url }, logger);
    pair = {
      stores: [store, store],
      close: async () => {
        store.onApplicationShutdown();
        await standIn.stop();
      },
    };
    store.onModuleInit();
    await until(() => store.status.reachable);
    return { standIn, store };
  }

  it('is done without, said once, and found again', async () => {
    const { standIn, store } = await opened();
    let missed = 0;
    const heard: string[] = [];
    store.listen('news', { heard: (message) => void heard.push(message), missed: () => void (missed += 1) });
    await until(() => missed > 0);
    await store.write('kept', 'value', 60_000);
    await store.count('limit', 60_000);
    await standIn.stop();
    await until(() => !store.status.reachable);
    expect(await store.read(['kept'])).toEqual([undefined]);
    expect(await store.write('kept', 'value', 60_000)).toBe(false);
    expect(await store.announce('news', 'lost')).toBe(false);
    expect((await store.count('limit', 60_000)).count).toBe(1);
    expect((await store.count('limit', 60_000)).count).toBe(2);
    missed = 0;
    await standIn.start();
    await until(() => store.status.reachable && missed > 0);
    expect((await store.count('limit', 60_000)).count).toBe(1);
    await until(async () => (await store.announce('news', 'again')) && heard.includes('again'));
    expect(told()).toEqual([LOST, BACK]);
    expect(lines[0]?.reason).toMatch(/^[A-Za-z_]+$/);
  });

  it('is not waited for when it hangs', async () => {
    const { standIn, store } = await opened();
    standIn.hang();
    expect((await store.count('limit', 60_000)).count).toBe(1);
    const asked = standIn.unanswered();
    expect(asked).toBeGreaterThan(0);
    for (let time = 2; time <= 20; time += 1) expect((await store.count('limit', 60_000)).count).toBe(time);
    // One waited; the others did not ask.
    expect(standIn.unanswered()).toBe(asked);
    expect(store.status).toMatchObject({ medium: 'redis', reachable: false });
    standIn.release();
    await until(() => store.status.reachable);
    expect(told()).toEqual([LOST, BACK]);
  });

  it('is no hindrance when it takes no more', async () => {
    const { standIn, store } = await opened();
    await store.write('kept', 'value', 60_000);
    standIn.refusal = 'OOM command not allowed when used memory > maxmemory';
    expect(await store.write('other', 'value', 60_000)).toBe(false);
    expect((await store.count('limit', 60_000)).count).toBe(1);
    expect((await store.count('limit', 60_000)).count).toBe(2);
    expect(await store.read(['kept'])).toEqual(['value']);
    expect(store.status.reachable).toBe(true);
    expect(lines.map(({ msg, reason }) => [msg, reason])).toContainEqual([REFUSES, 'OOM']);
    expect(told().filter((message) => message === REFUSES).length).toBeLessThanOrEqual(2);
  });

  it('does not keep the product from starting', async () => {
    const standIn = await startRedisStandIn();
    await standIn.stop();
    const store = new RedisStore({ url: standIn.url }, logger);
    pair = { stores: [store, store], close: async () => store.onApplicationShutdown() };
    store.onModuleInit();
    await until(() => told().length > 0);
    expect((await store.count('limit', 60_000)).count).toBe(1);
    expect(store.status.reachable).toBe(false);
    expect(told()).toEqual([LOST]);
    await standIn.start();
    await until(() => store.status.reachable);
    store.onApplicationShutdown();
    await standIn.stop();
  });
});

describe('REDIS_URL', () => {
  it('may be left out, or be an address of a Redis', () => {
    expect(sharedStoreConfig.parse({})).toEqual({ value: { redisUrl: undefined } });
    for (const url of ['redis://localhost', 'rediss://:secret@cache.example:6380/2']) {
      expect(sharedStoreConfig.parse({ REDIS_URL: url })).toEqual({ value: { redisUrl: url } });
    }
  });

  it.each(['http://localhost:6379', 'localhost', '6379'])('is no %s', (url) => {
    expect(sharedStoreConfig.parse({ REDIS_URL: url })).toEqual({
      faults: [expect.stringMatching(/^REDIS_URL: must be a redis:\/\/ or rediss:\/\/ address/)],
    });
  });
});
