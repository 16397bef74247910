import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PinoLogger } from 'nestjs-pino';
import type { StoredAnswer } from '../problem/stored-answer-replay.js';
import type { IdempotencyRecords } from './idempotency-records.js';

/** Refusals that ask for the same request again later (locked, password wanted, too many): not its answer. */
const COME_BACK: ReadonlySet<number> = new Set([423, 428, 429]);

/**
 * Stores the answer of every request that holds an idempotency key, before it is sent. Our own failures and refusals
 * for the moment are not answers: they give the key back, so that the request can be tried again.
 */
export function installIdempotencyHook(
  fastify: FastifyInstance,
  records: IdempotencyRecords,
  logger: PinoLogger,
): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const held = request.idempotency;
    if (held === undefined) {
      done(null, payload);
      return;
    }
    const { scope, key, holder } = held;
    const answer = answerOf(reply, payload);
    const settled =
      answer === undefined ? records.release(scope, key, holder) : records.complete(scope, key, holder, answer);
    settled
      // The act is done: its caller is told even when the answer could not be kept.
      .catch((error: unknown) => logger.error({ err: error }, 'idempotent answer could not be stored'))
      .finally(() => done(null, payload));
  });
}

/** What can be given again; undefined for a failure, or for a body that is no text. */
function answerOf(reply: FastifyReply, payload: unknown): StoredAnswer | undefined {
  const status = reply.statusCode;
  if (status >= 500 || COME_BACK.has(status)) return undefined;
  if (payload === undefined || payload === null || payload === '') return { status, contentType: null, body: null };
  const contentType = reply.getHeader('content-type');
  return typeof payload === 'string' && typeof contentType === 'string'
    ? { status, contentType, body: payload }
    : undefined;
}
