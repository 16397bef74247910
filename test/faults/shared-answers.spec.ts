import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { RedisStore } from '../../src/common/shared-store/redis-store.js';
import { operation } from '../../src/upstreams/core/operation.js';
import { SharedAnswers } from '../../src/upstreams/core/shared-answers.js';
import { type RedisStandIn, startRedisStandIn } from '../support/redis-stand-in.js';
import { until } from '../support/until.js';
import {
  failureOf,
  hang,
  json,
  page,
  pipelineTo,
  startUpstreamServer,
  testOperation,
  type TestPipeline,
  type UpstreamServer,
} from './upstream-server.js';

const READ = testOperation();
const WRITE = testOperation({ id: 'test.things.write', method: 'POST', effect: 'idempotent-write' });
const of = (id: string) => ({ query: { id } });
const POLICY = { ttlMs: 60_000, staleIfErrorMs: 600_000 };
const MARINA = { owner: 'marina', cache: POLICY };
const KEYS = { credentialSealingKey: Buffer.alloc(32, 7), identifierPepper: 'pepper-of-the-tests' };

interface Instance extends TestPipeline {
  readonly store: RedisStore;
}

let server: UpstreamServer;
let redis: RedisStandIn;
const instances: Instance[] = [];

async function instance(keys = KEYS): Promise<Instance> {
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  const store = new RedisStore({ url: redis.url }, logger);
  const made = { ...pipelineTo(server.url, { answers: new SharedAnswers(store, keys) }), store };
  instances.push(made);
  store.onModuleInit();
  await until(() => store.status.reachable);
  return made;
}

const read = async ({ pipeline }: Instance, id = '1', options = MARINA): Promise<unknown> =>
  (await pipeline.call(READ, of(id), options)).value;

/** Answers are handed on behind the caller's back. */
const kept = (count: number) =>
  until(
    () =>
      redis
        .contents()
        .split('\n')
        .filter((line) => line.includes('answer:')).length >= count,
  );

beforeAll(async () => {
  server = await startUpstreamServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  redis = await startRedisStandIn();
  server.received.length = 0;
  server.answering = ({ url }, response) =>
    json({ word: `answer ${server.received.length} to ${url}` })({} as never, response);
});
afterEach(async () => {
  for (const { store, http } of instances.splice(0)) {
    store.onApplicationShutdown();
    await http.onApplicationShutdown();
  }
  await redis.stop();
});

describe('instances with one store', () => {
  it('read once what one of them has read', async () => {
    const [one, other] = [await instance(), await instance()];
    const first = await read(one);
    await kept(1);
    expect(await read(other)).toEqual(first);
    expect(server.received).toHaveLength(1);
    expect(other.metrics.of(READ.id).cacheHits).toBe(1);
    await read(other, '2');
    await read(other, '1', { ...MARINA, owner: 'roberto' });
    expect(server.received).toHaveLength(3);
  });

  it('forget what any of them wrote for', async () => {
    const [one, other] = [await instance(), await instance()];
    await read(one);
    await read(one, '1', { ...MARINA, owner: 'roberto' });
    await kept(2);
    const before = await read(other);
    await one.pipeline.call(WRITE, of('1'), { owner: 'marina' });
    // The other's own cache hears of it; what lies in the store is of an earlier generation at once.
    await until(async () => JSON.stringify(await read(other)) !== JSON.stringify(before));
    const asked = server.received.length;
    await read(other, '1', { ...MARINA, owner: 'roberto' });
    expect(server.received).toHaveLength(asked);
  });

  it('do not hand on what was read before a write', async () => {
    const [one, other] = [await instance(), await instance()];
    let answer: () => void = () => undefined;
    server.answering = (request, response) => {
      answer = () => json({ word: 'before the write' })(request, response);
    };
    const slow = read(one);
    await until(() => server.received.length === 1);
    server.answering = json({ word: 'written' });
    await other.pipeline.call(WRITE, of('1'), { owner: 'marina' });
    answer();
    expect(await slow).toEqual({ word: 'before the write' });
    await kept(1);
    server.answering = json({ word: 'after the write' });
    expect(await read(other)).toEqual({ word: 'after the write' });
  });

  it('stand in for each other when the upstream fails', async () => {
    const [one, other] = [await instance(), await instance()];
    const brief = { owner: 'marina', cache: { ttlMs: 1, staleIfErrorMs: 600_000 } };
    const first = await read(one, '1', brief);
    await kept(1);
    server.answering = page(503);
    const answered = await other.pipeline.call(READ, of('1'), brief);
    expect(answered).toMatchObject({ value: first, staleSince: expect.any(Date) });
  });

  it('show the store nothing of a customer', async () => {
    const one = await instance();
    server.answering = json({ word: 'Marina Alves 11144477735' });
    await one.pipeline.call(READ, of('11144477735'), { owner: 'customer-11144477735', cache: POLICY });
    await one.pipeline.call(WRITE, of('1'), { owner: 'customer-11144477735' });
    await kept(1);
    expect(redis.contents()).not.toMatch(/Marina|11144477735|customer|word/);
  });

  it('cannot read what another installation wrote', async () => {
    const one = await instance();
    const stranger = await instance({ ...KEYS, credentialSealingKey: Buffer.alloc(32, 9) });
    await read(one);
    await kept(1);
    await read(stranger);
    expect(server.received).toHaveLength(2);
  });

  it('read again what another version of the product understood otherwise', async () => {
    const [one, other] = [await instance(), await instance()];
    const asNumber = operation({ ...READ, answer: z.object({ word: z.number() }) });
    await read(one);
    await kept(1);
    server.answering = json({ word: 4 });
    expect((await other.pipeline.call(asNumber, of('1'), MARINA)).value).toEqual({ word: 4 });
  });
});

describe('a store that is lost', () => {
  it('costs nobody an answer', async () => {
    const one = await instance();
    await redis.stop();
    await until(() => !one.store.status.reachable);
    const first = await read(one);
    expect(await read(one)).toEqual(first);
    await one.pipeline.call(WRITE, of('1'), { owner: 'marina' });
    expect(await read(one)).not.toEqual(first);
    expect(server.received).toHaveLength(3);
  });

  it('hangs without hanging the call', async () => {
    const one = await instance();
    redis.hang();
    expect(await read(one)).toEqual({ word: 'answer 1 to /things?id=1' });
    redis.release();
  });

  it('leaves nothing old behind: what was written meanwhile is forgotten when it is back', async () => {
    const [one, other] = [await instance(), await instance()];
    await read(one);
    await kept(1);
    const before = await read(other);
    redis.hang();
    await one.pipeline.call(WRITE, of('1'), { owner: 'marina' });
    expect(await read(one)).not.toEqual(before);
    redis.release();
    await until(async () => JSON.stringify(await read(other)) !== JSON.stringify(before));
  });

  it('still leaves a failure a failure', async () => {
    const one = await instance();
    await redis.stop();
    await until(() => !one.store.status.reachable);
    server.answering = hang;
    const impatient = testOperation({ id: `test.${randomUUID()}`, timeoutMs: 50 });
    expect(await failureOf(one.pipeline.call(impatient, of('1'), MARINA))).toEqual({
      kind: 'timeout',
      reason: 'deadline',
    });
  });
});
