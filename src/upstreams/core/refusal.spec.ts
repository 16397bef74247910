import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { LeanHttpService } from './lean-http.service.js';
import { operation, type Effect, type RefusalReader } from './operation.js';
import { UpstreamPipeline } from './pipeline.js';
import type { UpstreamAuthenticator } from './upstream-authenticator.js';
import { UpstreamMetrics } from './upstream-metrics.js';

const answers = {
  '/none': { status: 403, body: '{"data":"none"}' },
  '/broken': { status: 403, body: '{"data":"broken"}' },
  '/other': { status: 403, body: '{"data":"other"}' },
  '/text': { status: 403, body: 'not json' },
  '/nothing-done': { status: 503, body: '{"data":"nothing-done"}', retryAfter: '7' },
  '/found': { status: 200, body: '{"data":"none"}' },
} as const;

const refusal: RefusalReader = (payload, status) => {
  if (payload === undefined) return { ok: false, kind: 'our-credential', reason: `no-json-${status}` };
  const { data } = z.object({ data: z.string() }).parse(payload);
  if (data === 'none') return { ok: false, kind: 'not-found' };
  if (data === 'nothing-done') return { ok: false, kind: 'unavailable', certain: true };
  return data === 'broken' ? { ok: false, kind: 'unavailable', reason: 'broken' } : undefined;
};

const authenticator: UpstreamAuthenticator = {
  headers: async () => ({}),
  renew: async () => false,
  refusalKind: () => 'our-credential',
};

let server: Server;
let http: LeanHttpService;
let pipeline: UpstreamPipeline;

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = Object.entries(answers).find(([path]) => path === request.url)?.[1];
    const retryAfter = answer !== undefined && 'retryAfter' in answer ? { 'retry-after': answer.retryAfter } : {};
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json', ...retryAfter }).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = new LeanHttpService();
  pipeline = new UpstreamPipeline(
    {
      id: 'test',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      pathOverrides: new Map(),
      timeoutMs: 5_000,
      maxAnswerBytes: 1_000,
      concurrency: 4,
      queueLimit: 4,
      cacheEntries: 4,
    },
    authenticator,
    { http, metrics: new UpstreamMetrics(), logger: new PinoLogger({ pinoHttp: { enabled: false } }) },
  );
});

afterAll(async () => {
  await http.onApplicationShutdown();
  server.close();
});

const call = (path: keyof typeof answers, effect: Effect = 'read', reads: { refusal?: RefusalReader } = { refusal }) =>
  pipeline.call(
    operation({
      id: `test.${path}.${effect}`,
      system: 'test',
      title: 'A test',
      method: 'GET',
      path,
      auth: 'none',
      effect,
      request: {},
      format: 'json',
      envelope: (payload) => ({ ok: true, value: payload }),
      ...reads,
      answer: z.object({ data: z.string() }),
    }),
    {},
    { owner: 'test' },
  );

describe('an operation that reads its refusals', () => {
  it.each([
    ['/none', 'read', { kind: 'not-found', reason: 'http-403' }],
    ['/none', 'irreversible', { kind: 'not-found', reason: 'http-403' }],
    ['/broken', 'irreversible', { kind: 'uncertain', reason: 'broken' }],
    ['/nothing-done', 'irreversible', { kind: 'unavailable', reason: 'http-503', retryAfterSeconds: 7 }],
    ['/other', 'read', { kind: 'rejected', reason: 'http-403' }],
    ['/text', 'read', { kind: 'our-credential', reason: 'no-json-403' }],
  ] as const)('%s, %s', async (path, effect, failure) => {
    await expect(call(path, effect)).rejects.toMatchObject(failure);
  });

  it('is not asked about a success', async () => {
    expect(await call('/found')).toEqual({ value: { data: 'none' } });
  });

  it('is judged by the status alone without one', async () => {
    await expect(call('/none', 'read', {})).rejects.toMatchObject({ kind: 'rejected', reason: 'http-403' });
  });
});
