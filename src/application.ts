import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger, PinoLogger } from 'nestjs-pino';
import { type DestinationStream, pino } from 'pino';
import { AppModule } from './app.module.js';
import { installConditionalGet } from './common/http/conditional-get.js';
import { type HttpConfig, httpConfig } from './common/http/http.config.js';
import { installMultipart } from './common/http/multipart.js';
import { announceRequest, installRequestHooks, requestIdOf } from './common/http/request-hooks.js';
import { installFormBodies } from './common/http/form-bodies.js';
import { createValidationPipe } from './common/http/validation.pipe.js';
import { installIdempotencyHook } from './common/idempotency/idempotency-hook.js';
import { IdempotencyRecords } from './common/idempotency/idempotency-records.js';
import { unstorableTextProblem } from './common/persistence/unstorable-text.js';
import { ProblemFilter } from './common/problem/problem.filter.js';
import { RequestLog } from './common/logging/request-log.js';
import { createOpenApiDocument } from './openapi.js';
import { problemOfUpstreamError } from './upstreams/core/upstream-problems.js';

const BODY_LIMIT_BYTES = 1024 * 1024;
/** The framework reads these unasked; this API takes JSON, and forms where a route says so. */
const NOT_SPOKEN_HERE = ['text/plain', 'application/x-www-form-urlencoded'];

export interface ApplicationOptions {
  /** Where log lines go; standard output when absent. */
  readonly logDestination?: DestinationStream;
  /** Builds the graph without creating anything, to describe the routes. */
  readonly preview?: boolean;
}

/**
 * Builds the application, initialised and not yet listening.
 * @param parsed every feature's configuration, by its definition's token
 */
export async function createApplication(
  parsed: ReadonlyMap<symbol, unknown>,
  options: ApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const preview = options.preview ?? false;
  const config = parsed.get(httpConfig.token) as HttpConfig;
  // What the router itself refuses (a path it cannot decode) passes no hook and no filter unless it is brought here.
  const router: { refuse?: (error: Error, request: FastifyRequest, reply: FastifyReply) => void } = {};
  const adapter = new FastifyAdapter({
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      router.refuse?.(error, request, reply),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  const logDestination = options.logDestination ?? pino.destination(1);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parsed, logDestination), adapter, {
    // What Nest says while it starts is noise unless it is a warning.
    logger: ['fatal', 'error', 'warn'],
    preview,
  });
  if (preview) return app;
  const requestLogger: PinoLogger = await app.resolve(PinoLogger);
  const requestLog = new RequestLog(config.logLevel, logDestination);
  installRequestHooks(adapter.getInstance(), config.requestBudgetMs, requestLog);
  installConditionalGet(adapter.getInstance());
  await installMultipart(adapter.getInstance());
  installIdempotencyHook(adapter.getInstance(), app.get(IdempotencyRecords), requestLogger);
  app.useGlobalPipes(createValidationPipe());
  const filter = new ProblemFilter(await app.resolve(PinoLogger), [problemOfUpstreamError, unstorableTextProblem]);
  app.useGlobalFilters(filter);
  router.refuse = (error, request, reply) => {
    announceRequest(requestLog, request, reply, undefined);
    filter.answer(error, request, reply);
  };
  if (config.apiDocsEnabled) SwaggerModule.setup('docs', app, () => createOpenApiDocument(app));
  await app.init();
  adapter.getInstance().removeContentTypeParser(NOT_SPOKEN_HERE);
  installFormBodies(adapter.getInstance());
  await adapter.getInstance().ready();
  app.useLogger(app.get(Logger));
  return app;
}
