import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import { type Operation, operation } from '../../src/upstreams/core/operation.js';
import { UpstreamPipeline } from '../../src/upstreams/core/pipeline.js';
import type { RateLimiter } from '../../src/upstreams/core/rate-limiter.js';
import type { SharedAnswers } from '../../src/upstreams/core/shared-answers.js';
import type { UpstreamAuthenticator } from '../../src/upstreams/core/upstream-authenticator.js';
import { UpstreamError } from '../../src/upstreams/core/upstream-error.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import type { UpstreamSystem } from '../../src/upstreams/core/upstream-system.js';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly socket: Socket;
}

export type Answering = (request: Received, response: ServerResponse) => void;

/** A small upstream over real sockets that answers as each test says. */
export interface UpstreamServer {
  readonly url: string;
  readonly received: Received[];
  answering: Answering;
  close(): Promise<void>;
}

/** Answers with this status and JSON. */
export const json =
  (body: unknown, status = 200): Answering =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** Answers with a page, as servers and proxies do in place of the application. */
export const page =
  (status: number): Answering =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>upstream text</html>');
  };

/** The first answers in turn, then the last one for ever. */
export const inTurn = (...answers: readonly Answering[]): Answering => {
  let next = 0;
  return (request, response) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    answer?.(request, response);
  };
};

/** Takes the request and never answers. */
export const hang: Answering = () => undefined;

/** Takes the request and drops the connection. */
export const reset: Answering = ({ socket }) => void socket.resetAndDestroy();

export async function startUpstreamServer(): Promise<UpstreamServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString(), socket };
      received.push(seen);
      upstream.answering(seen, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const upstream: UpstreamServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    answering: json({ word: 'yes' }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return upstream;
}

const answerSchema = z.object({ word: z.string() });

const request = { query: z.object({ id: z.string().optional() }) };
type TestOperation = Operation<typeof request, { word: string }>;

/** A plain read of `/things?id=…`, different where told. */
export const testOperation = (declared: Partial<Omit<TestOperation, 'request'>> = {}): TestOperation =>
  operation({
    id: 'test.things.read',
    system: 'test',
    title: 'Read a thing',
    method: 'GET',
    path: '/things',
    auth: 'none',
    effect: 'read',
    request,
    format: 'json',
    envelope: (payload) => ({ ok: true, value: payload }),
    answer: answerSchema,
    ...declared,
  });

const NO_CREDENTIALS: UpstreamAuthenticator = {
  headers: () => ({}),
  renew: () => Promise.resolve(false),
  refusalKind: () => 'our-credential',
};

export interface PipelineOptions extends Partial<UpstreamSystem> {
  readonly authenticator?: UpstreamAuthenticator;
  readonly rateLimiter?: RateLimiter;
  readonly answers?: SharedAnswers;
}

export interface TestPipeline {
  readonly pipeline: UpstreamPipeline;
  readonly metrics: UpstreamMetrics;
  readonly http: LeanHttpService;
}

/** What every pipeline of a test file logged. */
export const logged: string[] = [];

export function pipelineTo(
  baseUrl: string,
  { authenticator = NO_CREDENTIALS, rateLimiter, answers, ...system }: PipelineOptions = {},
): TestPipeline {
  const http = new LeanHttpService();
  const metrics = new UpstreamMetrics();
  const logger = new PinoLogger({
    pinoHttp: { level: 'debug', stream: { write: (line: string) => void logged.push(line) } },
  });
  const pipeline = new UpstreamPipeline(
    {
      id: 'test',
      baseUrl,
      pathOverrides: new Map(),
      timeoutMs: 5_000,
      maxAnswerBytes: 256 * 1024,
      concurrency: 32,
      queueLimit: 1_000,
      cacheEntries: 1_000,
      ...system,
    },
    authenticator,
    { http, metrics, logger, rateLimiter, answers },
  );
  return { pipeline, metrics, http };
}

/** The failure of a call, reduced to what its caller may go by; fails when the call succeeds or fails otherwise. */
export async function failureOf(call: Promise<unknown>): Promise<Pick<UpstreamError, 'kind' | 'reason'>> {
  const outcome: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof UpstreamError)) throw new Error('expected an upstream error', { cause: outcome });
  return { kind: outcome.kind, reason: outcome.reason };
}
