import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { Problem, type ProblemKind, type ProblemOptions, problemType } from './problem.js';
import { problems } from './problem-kinds.js';
import { StoredAnswerReplay } from './stored-answer-replay.js';

/** Turns an error of another layer into a `Problem`; undefined when the error is not of that layer. */
export type ProblemTranslator = (error: unknown) => Problem | undefined;

/** Statuses that the framework itself throws, before a route of ours runs. */
const FRAMEWORK_PROBLEMS = new Map<number, ProblemKind>([
  [400, problems.validation],
  [401, problems.unauthenticated],
  [403, problems.forbidden],
  [404, problems.notFound],
  [405, problems.methodNotAllowed],
  [413, problems.payloadTooLarge],
  // A path parameter longer than any id is of nothing that exists.
  [414, problems.notFound],
  [415, problems.unsupportedMediaType],
  [429, problems.tooManyRequests],
]);

/** The body of an `application/problem+json` answer, RFC 9457 with this API's members. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  instance: string;
  request_id: string;
  protocol?: string;
  errors?: readonly { field: string; message: string }[];
}

/** The one filter: every error leaves the API as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: PinoLogger,
    private readonly translators: readonly ProblemTranslator[],
  ) {
    this.logger.setContext(ProblemFilter.name);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (error instanceof StoredAnswerReplay) {
      const { status, contentType, body } = error.answer;
      if (contentType !== null) void reply.type(contentType);
      void reply
        .status(status)
        .header('idempotency-replayed', 'true')
        .send(body ?? undefined);
      return;
    }
    const problem = this.toProblem(error);
    if (problem.kind.status === 500) this.logger.error({ err: error }, 'unexpected error');
    const { retryAfterSeconds } = problem.options;
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    void reply
      .status(problem.kind.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem.kind, problem.options, request)));
  }

  private toProblem(error: unknown): Problem {
    if (error instanceof Problem) return error;
    for (const translate of this.translators) {
      const problem = translate(error);
      if (problem !== undefined) return problem;
    }
    const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
    // Of the framework's other refusals the caller can only know that the request was wrong.
    const other = status >= 400 && status < 500 ? problems.validation : problems.internal;
    return new Problem(FRAMEWORK_PROBLEMS.get(status) ?? other, { cause: error });
  }
}

/** Fastify's own errors (body too large, malformed JSON) carry a status code. */
const fastifyStatus = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;

function problemBody(kind: ProblemKind, options: ProblemOptions, request: FastifyRequest): ProblemBody {
  const query = request.url.indexOf('?');
  return {
    type: problemType(kind.code),
    title: kind.title,
    status: kind.status,
    code: kind.code,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    instance: query === -1 ? request.url : request.url.slice(0, query),
    request_id: request.id,
    ...(options.protocol === undefined ? {} : { protocol: options.protocol }),
    ...(options.invalidFields === undefined ? {} : { errors: options.invalidFields }),
    ...options.extensions,
  };
}
