import { BrokenCircuitError } from 'cockatiel';
import type { Attempt } from './attempt.js';
import { BulkheadFullError } from './bulkhead.js';
import { TROUBLE } from './circuit-breakers.js';
import { decode, type RawAnswer } from './decode.js';
import { AnswerTooLargeError, ConnectionLostError } from './lean-http.service.js';
import type { Operation } from './operation.js';
import type { UpstreamAuthenticator } from './upstream-authenticator.js';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';

export const CONNECTION_LOST = 'connection-lost';
export const CIRCUIT_OPEN = 'circuit-open';
export const QUEUE_FULL = 'queue-full';
export const NO_CREDENTIALS = 'no-credentials';

/** A failure whose meaning is certain. */
export const failure = (kind: UpstreamErrorKind, operation: Operation, reason?: string): UpstreamError =>
  new UpstreamError(kind, operation.id, reason === undefined ? {} : { reason });

/** A failure after the request went out: for an irreversible act nobody knows whether it happened. */
export const lost = (kind: UpstreamErrorKind, operation: Operation, reason?: string): UpstreamError =>
  failure(operation.effect === 'irreversible' ? 'uncertain' : kind, operation, reason);

/** What an answer said is wrong. A refusal is certain; that something broke over there is not. */
export const toldFailure = (kind: UpstreamErrorKind, operation: Operation, reason?: string): UpstreamError =>
  TROUBLE.has(kind) ? lost(kind, operation, reason) : failure(kind, operation, reason);

/** What an answer that is no success means, by its body where its system's statuses mislead, else by its status. */
export function refusalFailure(
  operation: Operation,
  answer: RawAnswer,
  authenticator: UpstreamAuthenticator,
): UpstreamError | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  return readRefusal(operation, answer) ?? statusFailure(operation, answer, authenticator);
}

function readRefusal(operation: Operation, answer: RawAnswer): UpstreamError | undefined {
  if (operation.refusal === undefined) return undefined;
  const decoded = decode(answer, 'json');
  const refused = operation.refusal(decoded.ok ? decoded.payload : undefined, answer.status);
  if (refused === undefined) return undefined;
  const { kind, reason = `http-${answer.status}`, certain = false } = refused;
  if (certain || !TROUBLE.has(kind)) return new UpstreamError(kind, operation.id, { reason, ...retryAfterOf(answer) });
  return lost(kind, operation, reason);
}

/** When the upstream wants to be asked again, as far as it said: in seconds, or at a time. */
function retryAfterOf({ retryAfter }: RawAnswer): { readonly retryAfterSeconds?: number } {
  if (retryAfter === undefined) return {};
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1_000;
  return seconds > 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {};
}

function statusFailure(operation: Operation, answer: RawAnswer, authenticator: UpstreamAuthenticator): UpstreamError {
  const { status, contentType } = answer;
  const reason = `http-${status}`;
  // A page is the word of the server or of a proxy, not of the application: it says nothing of a customer or an id.
  const page = /^text\/html/i.test(contentType);
  if (status === 401) {
    return failure(page ? 'our-credential' : authenticator.refusalKind(operation), operation, reason);
  }
  if (status === 429) return new UpstreamError('rate-limited', operation.id, { reason, ...retryAfterOf(answer) });
  if (status >= 500) return lost('unavailable', operation, reason);
  if (status >= 400 && page) return failure('bad-payload', operation, reason);
  if (status === 404) return failure('not-found', operation, reason);
  if (status >= 400) return failure('rejected', operation, reason);
  return lost('bad-payload', operation, reason);
}

/** Whatever was thrown on the way out and back, as a failure of the closed set; a bug of ours is thrown on. */
export function thrownFailure(error: unknown, operation: Operation, { deadline, sent }: Attempt): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof BulkheadFullError) return failure('unavailable', operation, QUEUE_FULL);
  if (error instanceof BrokenCircuitError) return failure('unavailable', operation, CIRCUIT_OPEN);
  if (error instanceof AnswerTooLargeError) return lost('bad-payload', operation, 'too-large');
  const failed = sent ? lost : failure;
  if (deadline.passed) return failed('timeout', operation, 'deadline');
  if (error instanceof ConnectionLostError) return failed('unavailable', operation, CONNECTION_LOST);
  const code = errorCode(error);
  if (code === undefined) throw error;
  return failed('unavailable', operation, code);
}

/** What it means that our credentials could not be had: whatever was not found or refused there was ours. */
export function credentialsFailure(
  error: unknown,
  operation: Operation,
  { passed }: Attempt['deadline'],
): UpstreamError {
  if (passed) return failure('timeout', operation, NO_CREDENTIALS);
  if (!(error instanceof UpstreamError)) throw error;
  const { retryAfterSeconds } = error;
  return new UpstreamError(isPassing(error) ? error.kind : 'our-credential', operation.id, {
    reason: NO_CREDENTIALS,
    cause: error,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

const PASSING: ReadonlySet<UpstreamErrorKind> = new Set(['unavailable', 'timeout', 'bad-payload', 'rate-limited']);

/** Whether the failure is the upstream's trouble of the moment, and says nothing of what was asked. */
export const isPassing = ({ kind }: UpstreamError): boolean => PASSING.has(kind);

/** The code of a socket or undici error, else undefined. By shape: such errors may come from another realm. */
function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? errorCode(error.cause) : undefined;
}
