import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { runInRequestScope } from '../../src/common/http/request-scope.js';
import { lenientList } from '../../src/upstreams/core/drift.js';
import { operation } from '../../src/upstreams/core/operation.js';
import type { UpstreamAuthenticator } from '../../src/upstreams/core/upstream-authenticator.js';
import type { TurnRequest } from '../../src/upstreams/core/rate-limiter.js';
import {
  failureOf,
  hang,
  inTurn,
  json,
  logged,
  page,
  pipelineTo,
  type PipelineOptions,
  reset,
  startUpstreamServer,
  testOperation,
  type TestPipeline,
  type UpstreamServer,
} from './upstream-server.js';

const READ = testOperation();
const OTHER_READ = testOperation({ id: 'test.others.read', path: '/others' });
const WRITE = testOperation({ id: 'test.things.write', method: 'POST', effect: 'idempotent-write' });
const IRREVERSIBLE = testOperation({ id: 'test.things.buy', method: 'POST', effect: 'irreversible' });
const YES = { word: 'yes' };
const of = (id: string) => ({ query: { id } });
const MARINA = { owner: 'marina' };

let server: UpstreamServer;
const pipelines: TestPipeline[] = [];
const warnings: Error[] = [];
const noteWarning = (warning: Error) => void warnings.push(warning);

const pipelineWith = (options: PipelineOptions = {}): TestPipeline => {
  const made = pipelineTo(server.url, options);
  pipelines.push(made);
  return made;
};

/** Moves the clock without touching timers: sockets stay real. */
const moveClock = (milliseconds: number) => jest.setSystemTime(Date.now() + milliseconds);
const fakeTheClock = () =>
  jest.useFakeTimers({
    now: Date.now(),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });

beforeAll(async () => {
  process.on('warning', noteWarning);
  server = await startUpstreamServer();
});
beforeEach(() => {
  server.received.length = 0;
  server.answering = json(YES);
});
afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(pipelines.splice(0).map(({ http }) => http.onApplicationShutdown()));
});
afterAll(async () => {
  await server.close();
  process.off('warning', noteWarning);
});

describe('merging', () => {
  it('makes one call of a thousand identical concurrent reads', async () => {
    const { pipeline, metrics } = pipelineWith();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => pipeline.call(READ, of('1'), MARINA)));
    expect(answers).toEqual(Array.from({ length: 1_000 }, () => ({ value: YES })));
    expect(server.received).toHaveLength(1);
    expect(metrics.of(READ.id).calls).toBe(1);
  });

  it('keeps owners, inputs and operations apart', async () => {
    const { pipeline } = pipelineWith();
    await Promise.all([
      pipeline.call(READ, of('1'), MARINA),
      pipeline.call(READ, of('1'), { owner: 'roberto' }),
      pipeline.call(READ, of('2'), MARINA),
      pipeline.call(OTHER_READ, of('1'), MARINA),
    ]);
    expect(server.received).toHaveLength(4);
  });

  it('never merges writes', async () => {
    const { pipeline } = pipelineWith();
    await Promise.all([WRITE, WRITE, IRREVERSIBLE, IRREVERSIBLE].map((op) => pipeline.call(op, of('1'), MARINA)));
    expect(server.received).toHaveLength(4);
  });

  it('fails everybody who waits, and asks again afterwards', async () => {
    const { pipeline } = pipelineWith();
    server.answering = json({}, 404);
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(pipeline.call(READ, of('1'), MARINA))));
    expect(failures).toEqual([1, 2, 3].map(() => ({ kind: 'not-found', reason: 'http-404' })));
    server.answering = json(YES);
    expect(await pipeline.call(READ, of('1'), MARINA)).toEqual({ value: YES });
    expect(server.received).toHaveLength(2);
  });

  it('does not bound the others by the request that asked first', async () => {
    const { pipeline } = pipelineWith();
    server.answering = (_, response) => void pause(200).then(() => json(YES)(_, response));
    let hurried: Promise<unknown> = Promise.resolve();
    runInRequestScope({ requestId: 'first', deadlineAt: performance.now() + 30 }, () => {
      hurried = failureOf(pipeline.call(READ, of('1'), MARINA));
    });
    const patient = pipeline.call(READ, of('1'), MARINA);
    expect(await hurried).toEqual({ kind: 'timeout', reason: 'deadline' });
    expect(await patient).toEqual({ value: YES });
    expect(server.received).toHaveLength(1);
  });
});

describe('cache', () => {
  const cache = { ttlMs: 1_000, staleIfErrorMs: 10_000 };
  const cached = { owner: 'marina', cache };

  it('answers for its time to live, then asks again', async () => {
    fakeTheClock();
    const { pipeline, metrics } = pipelineWith();
    await pipeline.call(READ, of('1'), cached);
    moveClock(999);
    await pipeline.call(READ, of('1'), cached);
    expect(server.received).toHaveLength(1);
    expect(metrics.of(READ.id).cacheHits).toBe(1);
    moveClock(1);
    await pipeline.call(READ, of('1'), cached);
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ['breaks', page(500)],
    ['is a maintenance page', page(200)],
    ['limits our rate', page(429)],
    ['drops the connection', reset],
  ])('stands in with its date when the upstream %s', async (_, broken) => {
    fakeTheClock();
    const { pipeline, metrics } = pipelineWith();
    await pipeline.call(READ, of('1'), cached);
    const readAt = new Date();
    moveClock(5_000);
    server.answering = broken;
    expect(await pipeline.call(READ, of('1'), cached)).toEqual({ value: YES, staleSince: readAt });
    expect(metrics.of(READ.id).staleAnswers).toBe(1);
    moveClock(6_000);
    await expect(pipeline.call(READ, of('1'), cached)).rejects.toThrow();
  });

  it('does not stand in for an answer that says no', async () => {
    fakeTheClock();
    const { pipeline } = pipelineWith();
    await pipeline.call(READ, of('1'), cached);
    moveClock(5_000);
    server.answering = json({}, 404);
    expect(await failureOf(pipeline.call(READ, of('1'), cached))).toMatchObject({ kind: 'not-found' });
  });

  it.each([
    ['done', WRITE, json(YES)],
    ['refused', WRITE, json({}, 400)],
    ['uncertain', IRREVERSIBLE, reset],
  ])('is forgotten by a write of the same owner that is %s, and by no other', async (_, write, answering) => {
    const { pipeline } = pipelineWith();
    const roberto = { owner: 'roberto', cache };
    await pipeline.call(READ, of('1'), cached);
    await pipeline.call(READ, of('1'), roberto);
    server.answering = answering;
    await pipeline.call(write, of('1'), MARINA).catch(() => undefined);
    server.answering = json(YES);
    server.received.length = 0;
    await pipeline.call(READ, of('1'), roberto);
    expect(server.received).toHaveLength(0);
    await pipeline.call(READ, of('1'), cached);
    expect(server.received).toHaveLength(1);
  });

  it('does not keep what was asked before the write and answered after it', async () => {
    const { pipeline } = pipelineWith();
    let answerRead = () => {};
    const waiting = new Promise<void>((resolve) => {
      server.answering = (request, response) => {
        answerRead = () => json({ word: 'old' })(request, response);
        resolve();
      };
    });
    const before = pipeline.call(READ, of('1'), cached);
    await waiting;
    server.answering = json(YES);
    await pipeline.call(WRITE, of('1'), MARINA);
    answerRead();
    expect(await before).toEqual({ value: { word: 'old' } });
    expect(await pipeline.call(READ, of('1'), cached)).toEqual({ value: YES });
  });
});

describe('retry', () => {
  it.each([
    ['read', READ],
    ['idempotent write', WRITE],
  ])('repeats a %s that the upstream could not serve', async (_, repeatable) => {
    const { pipeline, metrics } = pipelineWith();
    server.answering = inTurn(page(503), page(500), json(YES));
    expect(await pipeline.call(repeatable, of('1'), MARINA)).toEqual({ value: YES });
    expect(server.received).toHaveLength(3);
    expect(metrics.of(repeatable.id)).toMatchObject({ calls: 3, retries: 2, failures: {} });
  });

  it('gives up after three attempts', async () => {
    const { pipeline, metrics } = pipelineWith();
    server.answering = page(503);
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toEqual({ kind: 'unavailable', reason: 'http-503' });
    expect(server.received).toHaveLength(3);
    expect(metrics.of(READ.id).failures).toEqual({ unavailable: 1 });
  });

  it.each([
    ['an error status', page(500)],
    ['a lost connection', reset],
    ['an answer that is none', page(200)],
    ['an answer of another shape', json({ other: true })],
    ['an answer cut short', cutShort],
  ])('never repeats an irreversible act: %s leaves it uncertain', async (_, answering) => {
    const { pipeline } = pipelineWith();
    server.answering = answering;
    expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toMatchObject({ kind: 'uncertain' });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['not found', json({}, 404), 'not-found'],
    ['refused', json({}, 422), 'rejected'],
    ['limited', page(429), 'rate-limited'],
    ['refused by a server before the application', page(403), 'bad-payload'],
    ['at an address that the server does not know', page(404), 'bad-payload'],
    ['redirected', page(302), 'bad-payload'],
    ['answered with a page', page(200), 'bad-payload'],
  ])('does not repeat what is %s', async (_, answering, kind) => {
    const { pipeline } = pipelineWith();
    server.answering = answering;
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toMatchObject({ kind });
    expect(server.received).toHaveLength(1);
  });

  it('keeps refusals of irreversible acts certain', async () => {
    const { pipeline } = pipelineWith();
    for (const [answering, kind] of [
      [json({}, 404), 'not-found'],
      [json({}, 400), 'rejected'],
      [page(429), 'rate-limited'],
      [page(403), 'bad-payload'],
    ] as const) {
      server.answering = answering;
      expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toMatchObject({ kind });
    }
  });

  it('stays within a budget, however much fails', async () => {
    const { pipeline } = pipelineWith();
    server.answering = page(500);
    // An operation each: no circuit opens.
    const calls = Array.from({ length: 20 }, (_, index) =>
      failureOf(pipeline.call(testOperation({ id: `test.operation-${index}.read` }), of('1'), MARINA)),
    );
    await Promise.all(calls);
    expect(server.received.length).toBeGreaterThan(20);
    expect(server.received.length).toBeLessThanOrEqual(32);
  });

  it('passes on how long a rate limit lasts', async () => {
    const { pipeline } = pipelineWith();
    server.answering = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end();
    await expect(pipeline.call(READ, of('1'), MARINA)).rejects.toMatchObject({ retryAfterSeconds: 7 });
  });
});

describe('credentials', () => {
  /** Hands out `token-1`, `token-2` and so on; renewing makes the next. */
  class CountedTokens implements UpstreamAuthenticator {
    renewals = 0;
    headers = () => Promise.resolve({ token: `token-${this.renewals + 1}` });
    renew = () => {
      this.renewals += 1;
      return Promise.resolve(true);
    };
    refusalKind = () => 'our-credential' as const;
  }

  it.each([
    ['read', READ],
    ['irreversible act', IRREVERSIBLE],
  ])('are renewed once and a refused %s is sent once more', async (_, refused) => {
    const authenticator = new CountedTokens();
    const { pipeline } = pipelineWith({ authenticator });
    server.answering = inTurn(json({}, 401), json(YES));
    expect(await pipeline.call(refused, of('1'), MARINA)).toEqual({ value: YES });
    expect(server.received.map(({ headers }) => headers['token'])).toEqual(['token-1', 'token-2']);
    expect(authenticator.renewals).toBe(1);
  });

  it('that stay refused are our failure, after two attempts', async () => {
    const authenticator = new CountedTokens();
    const { pipeline } = pipelineWith({ authenticator });
    server.answering = json({}, 401);
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toEqual({
      kind: 'our-credential',
      reason: 'http-401',
    });
    expect(server.received).toHaveLength(2);
    expect(authenticator.renewals).toBe(1);
  });

  it('refused by a page are ours, also where the customer has credentials', async () => {
    const authenticator = {
      headers: () => ({}),
      renew: () => Promise.resolve(false),
      refusalKind: () => 'customer-credential' as const,
    };
    const { pipeline } = pipelineWith({ authenticator });
    server.answering = page(401);
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toMatchObject({ kind: 'our-credential' });
    server.answering = json({}, 401);
    expect(await failureOf(pipeline.call(READ, of('2'), MARINA))).toMatchObject({ kind: 'customer-credential' });
  });

  it.each([
    ['read', READ],
    ['irreversible act', IRREVERSIBLE],
  ])('that never come end a %s by its deadline, unsent', async (_, waiting) => {
    const authenticator = { ...new CountedTokens(), headers: () => new Promise<never>(() => undefined) };
    const { pipeline } = pipelineWith({ authenticator, timeoutMs: 60 });
    expect(await failureOf(pipeline.call(waiting, of('1'), MARINA))).toEqual({
      kind: 'timeout',
      reason: expect.stringMatching(/^(no-credentials|deadline)$/),
    });
    expect(server.received).toHaveLength(0);
  });
});

describe('circuit breaker', () => {
  const unavailable = async ({ pipeline }: TestPipeline): Promise<string | undefined> =>
    (await failureOf(pipeline.call(READ, of('1'), MARINA))).reason;

  it('opens for the operation that fails, half-opens later and closes with a success', async () => {
    fakeTheClock();
    const made = pipelineWith();
    server.answering = page(500);
    for (let call = 0; call < 10; call += 1) await unavailable(made);
    expect(made.pipeline.circuits().get(READ.id)).toBe('open');
    server.received.length = 0;
    expect(await unavailable(made)).toBe('circuit-open');
    expect(server.received).toHaveLength(0);

    server.answering = json(YES);
    expect(await made.pipeline.call(OTHER_READ, of('1'), MARINA)).toEqual({ value: YES });

    moveClock(5_001);
    server.answering = json({ other: true });
    server.received.length = 0;
    expect(await unavailable(made)).toMatch(/^schema/);
    expect(server.received).toHaveLength(1);
    expect(await unavailable(made)).toBe('circuit-open');

    moveClock(5_001);
    server.answering = json(YES);
    expect(await made.pipeline.call(READ, of('1'), MARINA)).toEqual({ value: YES });
    expect(made.pipeline.circuits().get(READ.id)).toBe('closed');
  });

  it('does not open for what the upstream refuses', async () => {
    const { pipeline } = pipelineWith();
    server.answering = inTurn(
      ...Array.from({ length: 10 }, () => [json({}, 404), json({}, 400)]).flat(),
      json({}, 404),
    );
    for (let call = 0; call < 25; call += 1) await failureOf(pipeline.call(READ, of('1'), MARINA));
    expect(pipeline.circuits().get(READ.id)).toBe('closed');
    expect(server.received).toHaveLength(25);
  });

  it('sends no irreversible act while open', async () => {
    const { pipeline } = pipelineWith();
    server.answering = page(500);
    for (let call = 0; call < 10; call += 1) await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA));
    server.received.length = 0;
    expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toEqual({
      kind: 'unavailable',
      reason: 'circuit-open',
    });
    expect(server.received).toHaveLength(0);
  });
});

describe('bulkhead', () => {
  it('lets so many out at once, queues so many, and refuses the rest', async () => {
    const { pipeline } = pipelineWith({ concurrency: 2, queueLimit: 2 });
    const held: (() => void)[] = [];
    server.answering = (request, response) => void held.push(() => json(YES)(request, response));
    const calls = ['1', '2', '3', '4'].map((id) => pipeline.call(READ, of(id), MARINA));
    expect(await failureOf(pipeline.call(READ, of('5'), MARINA))).toEqual({
      kind: 'unavailable',
      reason: 'queue-full',
    });
    while (held.length < 2) await pause(5);
    await pause(20);
    expect(server.received).toHaveLength(2);
    server.answering = json(YES);
    for (const answer of held) answer();
    expect(await Promise.all(calls)).toHaveLength(4);
    expect(server.received).toHaveLength(4);
  });

  it('lets a call go that times out in the queue, unsent', async () => {
    const { pipeline } = pipelineWith({ concurrency: 1, timeoutMs: 80 });
    server.answering = hang;
    const longer = testOperation({ id: 'test.longer.read', timeoutMs: 300 });
    const [held, irreversible, read] = await Promise.all([
      failureOf(pipeline.call(longer, of('1'), MARINA)),
      failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA)),
      failureOf(pipeline.call(READ, of('2'), MARINA)),
    ]);
    expect([held, irreversible, read].map(({ kind }) => kind)).toEqual(['timeout', 'timeout', 'timeout']);
    expect(server.received.map(({ method }) => method)).not.toContain('POST');
    server.answering = json(YES);
    expect(await pipeline.call(IRREVERSIBLE, of('1'), MARINA)).toEqual({ value: YES });
  });

  it('counts a call that waits for the published rate until its deadline as unsent', async () => {
    const rateLimiter = {
      take: ({ signal }: TurnRequest) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
    };
    const { pipeline } = pipelineWith({ rateLimiter, timeoutMs: 60 });
    expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toMatchObject({ kind: 'timeout' });
    expect(server.received).toHaveLength(0);
  });
});

describe('deadline', () => {
  const drip: typeof hang = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 10);
    response.once('close', () => clearInterval(timer));
  };

  it.each([
    ['hangs', hang],
    ['drips', drip],
  ])('ends a call whose answer %s: a read is late, an irreversible act uncertain', async (_, answering) => {
    const { pipeline } = pipelineWith({ timeoutMs: 80 });
    server.answering = answering;
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toMatchObject({ kind: 'timeout' });
    expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toMatchObject({ kind: 'uncertain' });
    expect(server.received).toHaveLength(2);
  });

  it('is the time an operation declares, where it declares one', async () => {
    const { pipeline } = pipelineWith();
    server.answering = hang;
    const quick = testOperation({ timeoutMs: 50 });
    expect(await failureOf(pipeline.call(quick, of('1'), MARINA))).toMatchObject({ kind: 'timeout' });
  });

  it('asks nobody for a request whose time is up', async () => {
    const { pipeline } = pipelineWith();
    let late: Promise<unknown> = Promise.resolve();
    runInRequestScope({ requestId: 'late', deadlineAt: performance.now() - 1 }, () => {
      late = failureOf(pipeline.call(READ, of('1'), MARINA));
    });
    expect(await late).toEqual({ kind: 'timeout', reason: 'request-budget-spent' });
    expect(server.received).toHaveLength(0);
  });

  it('leaves no listener behind on a signal, however often a call is repeated', async () => {
    const { pipeline } = pipelineWith({ concurrency: 1 });
    server.answering = inTurn(...Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? page(503) : json(YES))));
    await Promise.allSettled(Array.from({ length: 40 }, (_, index) => pipeline.call(READ, of(String(index)), MARINA)));
    await pause(0);
    expect(warnings.map(({ message }) => message)).toEqual([]);
  });
});

describe('connection', () => {
  it('refused: the request was certainly not sent', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    closed.close();
    await once(closed, 'close');
    const made = pipelineTo(`http://127.0.0.1:${port}`);
    pipelines.push(made);
    for (const refused of [READ, WRITE, IRREVERSIBLE]) {
      expect(await failureOf(made.pipeline.call(refused, of('1'), MARINA))).toEqual({
        kind: 'unavailable',
        reason: 'ECONNREFUSED',
      });
    }
  });

  it('that the server drops when it is used again does not fail a read', async () => {
    const { pipeline } = pipelineWith();
    const used = new Set<unknown>();
    server.answering = (request, response) => {
      if (used.has(request.socket)) return reset(request, response);
      used.add(request.socket);
      return json(YES)(request, response);
    };
    // Far more often than the retry budget would bear.
    for (let call = 0; call < 30; call += 1) {
      expect(await pipeline.call(testOperation({ id: `test.reuse-${call}.read` }), of('1'), MARINA)).toEqual({
        value: YES,
      });
    }
  });

  it('that the server drops under an irreversible act is not tried again by anybody', async () => {
    const { pipeline } = pipelineWith();
    await pipeline.call(READ, of('1'), MARINA);
    server.received.length = 0;
    server.answering = reset;
    expect(await failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA))).toEqual({
      kind: 'uncertain',
      reason: 'connection-lost',
    });
    await pause(20);
    expect(server.received).toHaveLength(1);
  });

  it('that hangs does not hold the shutdown', async () => {
    const { pipeline, http } = pipelineTo(server.url, { timeoutMs: 60_000 });
    server.answering = hang;
    const hanging = failureOf(pipeline.call(IRREVERSIBLE, of('1'), MARINA));
    while (server.received.length === 0) await pause(5);
    await http.onApplicationShutdown();
    expect(await hanging).toMatchObject({ kind: 'uncertain' });
  });
});

describe('answer', () => {
  it('without end is cut at the cap, and the connection with it', async () => {
    const { pipeline } = pipelineWith();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      server.answering = (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.once('close', () => resolve());
        const flow = () => {
          while (!response.destroyed) {
            written += chunk.length;
            if (!response.write(chunk)) return;
          }
        };
        response.on('drain', flow);
        flow();
      };
    });
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toEqual({
      kind: 'bad-payload',
      reason: 'too-large',
    });
    await closed;
    // The cap and what the sockets hold.
    expect(written).toBeLessThan(32 * 1024 * 1024);
    server.answering = json(YES);
    expect(await pipeline.call(READ, of('1'), MARINA)).toEqual({ value: YES });
  });

  it.each([
    ['a page with status 200', page(200), 'bad-payload', 'html'],
    ['garbage', raw(Buffer.from([0x80, 1, 2, 3])), 'bad-payload', 'malformed-json'],
    ['half of a JSON text', raw('{"word":"ye'), 'bad-payload', 'malformed-json'],
    ['nothing', raw(''), 'bad-payload', 'schema:'],
    ['another shape', json({ word: 5 }), 'bad-payload', 'schema:word'],
    ['shorter than announced', cutShort, 'unavailable', 'UND_ERR_SOCKET'],
  ])('that is %s is named by one of our words', async (_, answering, kind, reason) => {
    const { pipeline } = pipelineWith();
    server.answering = answering;
    expect(await failureOf(pipeline.call(READ, of('1'), MARINA))).toEqual({ kind, reason });
  });

  it('in ISO-8859-1 is read as such', async () => {
    const { pipeline } = pipelineWith();
    server.answering = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json; charset=ISO-8859-1' })
        .end(Buffer.from('{"word":"Não há"}', 'latin1'));
    expect(await pipeline.call(READ, of('1'), MARINA)).toEqual({ value: { word: 'Não há' } });
  });

  it('is told from a failure by its envelope', async () => {
    const { pipeline } = pipelineWith();
    const declared = {
      envelope: () => ({ ok: false, kind: 'rejected', reason: 'refused' }) as const,
    };
    expect(await failureOf(pipeline.call(testOperation(declared), of('1'), MARINA))).toEqual({
      kind: 'rejected',
      reason: 'refused',
    });
    const broken = {
      ...declared,
      id: 'test.things.break',
      effect: 'irreversible',
      envelope: () => ({ ok: false, kind: 'unavailable', reason: 'internal-error' }) as const,
    } as const;
    expect(await failureOf(pipeline.call(testOperation(broken), of('1'), MARINA))).toEqual({
      kind: 'uncertain',
      reason: 'internal-error',
    });
  });

  it('whose list holds malformed items is kept without them, and they are counted', async () => {
    const { pipeline, metrics } = pipelineWith();
    const list = testOperation({
      answer: lenientList(z.object({ word: z.string() })).transform((items) => ({ word: String(items.length) })),
    });
    server.answering = json([{ word: 'a' }, { word: 1 }, null, { word: 'b' }]);
    expect(await pipeline.call(list, of('1'), MARINA)).toEqual({ value: { word: '2' } });
    expect(metrics.of(list.id).drift).toBe(2);
  });
});

describe('request', () => {
  const wordy = operation({
    ...testOperation(),
    id: 'test.documents.read',
    method: 'POST',
    path: '/documents/{id}/all words',
    request: {
      path: z.object({ id: z.string() }),
      query: z.object({ q: z.string(), left: z.string().optional() }),
      headers: z.object({ 'x-note': z.string() }),
      body: z.object({ text: z.string() }),
    },
  });
  const input = {
    path: { id: 'a/b?c#ç %' },
    query: { q: 'á&b=c', left: undefined },
    headers: { 'x-note': 'n' },
    body: { text: '"ç"' },
  };

  it('is written percent-encoded, below the base path', async () => {
    const made = pipelineTo(`${server.url}/base`);
    pipelines.push(made);
    await made.pipeline.call(wordy, input, MARINA);
    expect(server.received).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/base/documents/a%2Fb%3Fc%23%C3%A7%20%25/all%20words?q=%C3%A1%26b%3Dc',
        headers: expect.objectContaining({ 'x-note': 'n', 'content-type': 'application/json' }),
        body: '{"text":"\\"ç\\""}',
      }),
    ]);
  });

  it('goes to the path that configuration gives in place of the documented one', async () => {
    const { pipeline } = pipelineWith({ pathOverrides: new Map([[wordy.id, '/v2/{id}?fixed=1']]) });
    await pipeline.call(wordy, input, MARINA);
    expect(server.received[0]?.url).toBe('/v2/a%2Fb%3Fc%23%C3%A7%20%25?fixed=1&q=%C3%A1%26b%3Dc');
  });

  it('leaves no personal data in metrics, logs and errors', async () => {
    const { pipeline, metrics } = pipelineWith();
    const personal = { ...input, path: { id: '11144477735' }, body: { text: 'MARINA CARVALHO' } };
    logged.length = 0;
    for (const answering of [page(500), json({ error: '11144477735' }, 400), reset, json(YES)]) {
      server.answering = answering;
      const error: unknown = await pipeline.call(wordy, personal, { owner: '11144477735' }).catch((e: unknown) => e);
      expect(String(error)).not.toMatch(/11144477735|MARINA|upstream text/);
    }
    expect([...metrics.snapshot().keys()]).toEqual([wordy.id]);
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify([...metrics.snapshot()]) + logged.join('')).not.toMatch(/11144477735|MARINA|upstream text/);
  });
});

function raw(body: string | Buffer): typeof hang {
  return (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

function cutShort(...[{ socket }, response]: Parameters<typeof hang>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"word":"ye', () => void socket.destroy());
}
