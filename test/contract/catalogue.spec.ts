import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import type { Operation } from '../../src/upstreams/core/operation.js';
import { UpstreamPipeline } from '../../src/upstreams/core/pipeline.js';
import type { UpstreamAuthenticator } from '../../src/upstreams/core/upstream-authenticator.js';
import { UpstreamError, type UpstreamErrorKind } from '../../src/upstreams/core/upstream-error.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { upstreamSystems } from '../../src/upstreams/systems.js';
import { allowOnly } from '../support/loopback-only.js';
import { type ScriptedAnswer, ScriptedUpstream } from '../support/scripted-upstream.js';

const answerSchema = z.strictObject({
  status: z.number(),
  contentType: z.string().default('application/json'),
  body: z.unknown(),
});
const fixtureSchema = z.strictObject({
  source: z.enum(['documented', 'assumed']),
  input: z.record(z.string(), z.unknown()).default({}),
  request: z.strictObject({
    path: z.string().startsWith('/'),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  answer: answerSchema,
  failures: z.array(z.strictObject({ answer: answerSchema, kind: z.string() })).default([]),
});
type Fixture = z.infer<typeof fixtureSchema>;

const TIMEOUT_MS = 3_000;
const silentLogger = new PinoLogger({ pinoHttp: { level: 'silent' } });

function fixturesOf(system: string): Map<string, Fixture> {
  const folder = join(projectDirectory(), 'src/upstreams', system, 'fixtures');
  const found = new Map<string, Fixture>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'events.json')) {
    const content = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    for (const [id, fixture] of Object.entries(content)) {
      if (found.has(id)) throw new Error(`${id} has two fixtures`);
      const parsed = fixtureSchema.safeParse(fixture);
      if (!parsed.success) throw new Error(`${file}, ${id}: ${z.prettifyError(parsed.error)}`);
      found.set(id, parsed.data);
    }
  }
  return found;
}

const rendered = ({ status, contentType, body }: Fixture['answer']): ScriptedAnswer => ({
  status,
  contentType,
  body: typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body),
});

/** Every object of a payload with one more member that no document names. */
function withExtraFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtraFields);
  if (typeof value !== 'object' || value === null) return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withExtraFields(member)])),
    campoNovo: 'valor novo',
  };
}

/** The answers that every operation of every system must survive, and what each comes to. */
const FIXED_CASES: readonly (readonly [string, ScriptedAnswer, UpstreamErrorKind])[] = [
  ['an empty body', { status: 200, body: '' }, 'bad-payload'],
  ['an unknown id', { status: 404, body: '{}' }, 'not-found'],
  ['too many requests', { status: 429, headers: { 'retry-after': '7' }, body: '' }, 'rate-limited'],
  ['its own failure', { status: 500, contentType: 'text/html', body: '<h1>Error</h1>' }, 'unavailable'],
  ['maintenance', { status: 503, body: '{}' }, 'unavailable'],
  ['malformed JSON', { status: 200, body: '{"data": [' }, 'bad-payload'],
  ['a page', { status: 200, contentType: 'text/html', body: '<html><body>Manutenção</body></html>' }, 'bad-payload'],
  ['half an answer', { status: 200, body: '{"data": [{"id": 1}], "status": "OK"}', end: 'cut' }, 'unavailable'],
];

/** A refusal is certain; everything else leaves an irreversible act uncertain. */
const CERTAIN: ReadonlySet<UpstreamErrorKind> = new Set([
  'not-found',
  'rate-limited',
  'rejected',
  'our-credential',
  'customer-credential',
]);
const expectedKind = (operation: Operation, kind: UpstreamErrorKind): UpstreamErrorKind =>
  operation.effect === 'irreversible' && !CERTAIN.has(kind) ? 'uncertain' : kind;

it('knows its systems', () => {
  expect(upstreamSystems.map(({ id }) => id).sort()).toEqual(['field-control', 'mosia', 'vhsys', 'webservice-cliente']);
});

describe.each(upstreamSystems.map((system) => [system.id, system] as const))('%s', (systemId, { operations }) => {
  const fixtures = fixturesOf(systemId);
  const http = new LeanHttpService();
  let upstream: ScriptedUpstream;
  let restoreNetwork: () => void;
  beforeAll(async () => {
    // Retries come at once: their pauses are a random part of some milliseconds.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    upstream = await ScriptedUpstream.start();
    restoreNetwork = allowOnly(Number(new URL(upstream.url).port));
  });
  beforeEach(() => upstream.reset());
  afterAll(async () => {
    jest.restoreAllMocks();
    restoreNetwork();
    await http.onApplicationShutdown();
    await upstream.close();
  });

  /** A pipeline of its own, so that no circuit of another case is open. */
  const pipeline = (): UpstreamPipeline => {
    const authenticator: UpstreamAuthenticator = {
      headers: () => Promise.resolve({}),
      renew: () => Promise.resolve(false),
      refusalKind: () => 'our-credential',
    };
    return new UpstreamPipeline(
      {
        id: systemId,
        baseUrl: upstream.url,
        pathOverrides: new Map(),
        timeoutMs: TIMEOUT_MS,
        maxAnswerBytes: 1_000_000,
        concurrency: 4,
        queueLimit: 10,
        cacheEntries: 10,
      },
      authenticator,
      { http, metrics: new UpstreamMetrics(), logger: silentLogger },
    );
  };
  const call = async (operation: Operation, fixture: Fixture, through = pipeline()): Promise<unknown> => {
    const { value } = await through.call(operation, fixture.input, { owner: 'test' });
    return value;
  };
  const failureOf = async (operation: Operation, fixture: Fixture, through = pipeline()): Promise<UpstreamError> => {
    try {
      await call(operation, fixture, through);
    } catch (error) {
      if (error instanceof UpstreamError) return error;
      throw error;
    }
    throw new Error(`${operation.id} did not fail`);
  };
  /** A read may be sent again after a failure: the script repeats as often as it may be asked. */
  const saysAsOftenAsAsked = (operation: Operation, answer: ScriptedAnswer, kind: UpstreamErrorKind): void => {
    const times = operation.effect !== 'irreversible' && kind === 'unavailable' ? 3 : 1;
    for (let time = 0; time < times; time += 1) upstream.says(answer);
  };

  it('has operations, each with one fixture, and no fixture without its operation', () => {
    expect(operations.length).toBeGreaterThan(0);
    expect([...fixtures.keys()].sort()).toEqual(operations.map(({ id }) => id).sort());
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
    const fixture = fixtures.get(id);
    if (fixture === undefined) return;

    it('is asked as documented and read as documented', async () => {
      upstream.says(rendered(fixture.answer));
      const value = await call(operation, fixture);
      const [request] = upstream.settle();
      expect(request).toMatchObject({ method: operation.method, path: fixture.request.path });
      if (fixture.request.body === undefined) expect(request!.body).toBe('');
      else expect(JSON.parse(request!.body)).toEqual(fixture.request.body);
      for (const [name, text] of Object.entries(fixture.request.headers ?? {})) {
        expect(request!.headers[name.toLowerCase()]).toBe(text);
      }
      if (fixture.answer.status !== 204) expect(value).toBeDefined();
    });

    it('reads an answer with further fields the same', async () => {
      upstream.says(rendered(fixture.answer));
      const documented = await call(operation, fixture);
      upstream.says(rendered({ ...fixture.answer, body: withExtraFields(fixture.answer.body) }));
      const extended = await call(operation, fixture);
      upstream.settle();
      expect(JSON.stringify(extended).replaceAll(',"campoNovo":"valor novo"', '')).toBe(JSON.stringify(documented));
    });

    it('fails as documented, and in the closed set whatever comes', async () => {
      for (const { answer, kind } of fixture.failures) {
        const certain = kind as UpstreamErrorKind;
        saysAsOftenAsAsked(operation, rendered(answer), certain);
        expect((await failureOf(operation, fixture)).kind).toBe(certain);
        upstream.settle();
      }
      for (const [what, answer, kind] of FIXED_CASES) {
        if (answer.body === '' && answer.status === 200 && fixture.answer.status === 204) continue;
        saysAsOftenAsAsked(operation, answer, kind);
        const failure = await failureOf(operation, fixture);
        expect({ what, kind: failure.kind }).toEqual({ what, kind: expectedKind(operation, kind) });
        expect(failure.message).not.toMatch(/Manutenção|<h1>/);
        upstream.settle();
      }
      // A page is the server's word: the path is wrong, whatever the id; and nothing was done.
      upstream.says({ status: 404, contentType: 'text/html', body: '<h1>Not Found</h1>' });
      expect((await failureOf(operation, fixture)).kind).toBe('bad-payload');
      upstream.says({ status: 401, body: '' });
      expect((await failureOf(operation, fixture)).kind).toBe('our-credential');
      // Some operations bring a longer time of their own; on a busy machine a short one passes before the request is out.
      for (let timeoutMs = 40; ; timeoutMs *= 5) {
        upstream.says({ status: 200, end: 'hang' });
        const { kind } = await failureOf({ ...operation, timeoutMs }, fixture);
        const asked = upstream.unasked === 0;
        expect(asked ? [expectedKind(operation, 'timeout')] : ['timeout', 'uncertain']).toContain(kind);
        if (asked || timeoutMs > 2_000) break;
        upstream.reset();
      }
      upstream.settle();
    });
  });
});
