import { BrokenCircuitError } from 'cockatiel';
import type { PinoLogger } from 'nestjs-pino';
import type { Answered } from '../../common/http/answered.js';
import { remainingMilliseconds } from '../../common/http/request-scope.js';
import { AnswerCache, type CachePolicy } from './answer-cache.js';
import { Bulkhead, BulkheadFullError } from './bulkhead.js';
import { type CircuitWord, CircuitBreakers, TROUBLE } from './circuit-breakers.js';
import { Deadline } from './deadline.js';
import { decode, type RawAnswer } from './decode.js';
import { withDriftSink } from './drift.js';
import { AnswerTooLargeError, ConnectionLostError, type LeanHttpService } from './lean-http.service.js';
import {
  encodeRequest,
  type Operation,
  renderHeaders,
  renderPath,
  type RequestInput,
  type RequestParts,
  type RequestSchemas,
} from './operation.js';
import type { CallPriority, RateLimiter } from './rate-limiter.js';
import { jitteredDelayMs, RetryBudget } from './retry-budget.js';
import { SingleFlight } from './single-flight.js';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';
import type { UpstreamMetrics } from './upstream-metrics.js';

/** How one upstream system is reached and how hard it may be pressed. */
export interface UpstreamSystem {
  readonly id: string;
  /** Origin and optional base path, without a trailing slash. */
  readonly baseUrl: string;
  /** Paths that replace the documented ones, by operation id. */
  readonly pathOverrides: ReadonlyMap<string, string>;
  /** Milliseconds one attempt may take, from leaving the queue to the last byte. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Calls in flight at once, and how many may wait for a place. */
  readonly concurrency: number;
  readonly queueLimit: number;
  readonly cacheEntries: number;
}

export type UpstreamHeaders = Readonly<Record<string, string>>;

/** Adds a system's credentials; knows how to renew them. */
export interface UpstreamAuthenticator {
  headers(operation: Operation): UpstreamHeaders | Promise<UpstreamHeaders>;
  /** The upstream refused the credential in `refused`: true when a renewed one is worth one more try. */
  renew(operation: Operation, refused: UpstreamHeaders): Promise<boolean>;
  /** What a 401 means for this operation when the application says it, and not the server before it. */
  refusalKind(operation: Operation): UpstreamErrorKind;
}

export interface CallOptions {
  /** Whose call it is: identical reads are merged and cached per owner, and an owner's write forgets them. */
  readonly owner: string;
  readonly cache?: CachePolicy;
  /** Where turns are rationed, a background call yields to those somebody waits for; interactive when absent. */
  readonly priority?: CallPriority;
}

const RETRYABLE: ReadonlySet<UpstreamErrorKind> = new Set(['unavailable']);
const STALE_WORTHY: ReadonlySet<UpstreamErrorKind> = new Set(['unavailable', 'timeout', 'bad-payload', 'rate-limited']);
const MAX_ATTEMPTS = 3;

const CONNECTION_LOST = 'connection-lost';
const CIRCUIT_OPEN = 'circuit-open';
const QUEUE_FULL = 'queue-full';
const NO_CREDENTIALS = 'no-credentials';
/** Another attempt would meet the same; fetching credentials has its own attempts. */
const FINAL_REASONS: ReadonlySet<string | undefined> = new Set([CIRCUIT_OPEN, QUEUE_FULL, NO_CREDENTIALS]);

/** One attempt: an irreversible act is uncertain only once a part of its request may have left this process. */
interface Attempt {
  readonly deadline: Deadline;
  /** Monotonic milliseconds of the deadline. */
  readonly endsAt: number;
  readonly priority: CallPriority;
  sent: boolean;
}

/**
 * The one way out of this process: deadline, cache, single-flight, credentials, bulkhead, rate limit, circuit breaker,
 * HTTP, decode, envelope, schema. Every failure leaves it as an `UpstreamError` of the closed set.
 */
export class UpstreamPipeline {
  private readonly origin: string;
  private readonly basePath: string;
  private readonly bulkhead: Bulkhead;
  private readonly flights = new SingleFlight();
  private readonly cache: AnswerCache;
  private readonly retryBudget = new RetryBudget();
  private readonly breakers = new CircuitBreakers();

  constructor(
    readonly system: UpstreamSystem,
    private readonly authenticator: UpstreamAuthenticator,
    private readonly http: LeanHttpService,
    private readonly metrics: UpstreamMetrics,
    private readonly logger: PinoLogger,
    private readonly rateLimiter?: RateLimiter,
  ) {
    const url = new URL(system.baseUrl);
    this.origin = url.origin;
    this.basePath = url.pathname.replace(/\/$/, '');
    this.bulkhead = new Bulkhead(system.concurrency, system.queueLimit);
    this.cache = new AnswerCache(system.cacheEntries);
    metrics.announce(system.id, () => this.circuits());
  }

  /**
   * Calls an operation by the policy that its effect declares.
   * @throws UpstreamError always of the closed set; never anything of the upstream's text.
   */
  async call<R extends RequestSchemas, A>(
    operation: Operation<R, A>,
    input: RequestInput<R>,
    options: CallOptions,
  ): Promise<Answered<A>> {
    const parts = encodeRequest(operation, input);
    const priority = options.priority ?? 'interactive';
    if (operation.effect !== 'read') {
      try {
        return { value: await this.attempts(operation, parts, this.budget(operation), priority) };
      } finally {
        // Also after a failure: an uncertain write may have changed what the owner reads.
        this.cache.invalidate(options.owner);
      }
    }
    const key = this.cache.key(options.owner, `${operation.id} ${JSON.stringify(parts)}`);
    const cached = options.cache && this.cache.fresh(key, options.cache);
    // Keys begin with the operation's id, so what lies under one is that operation's answer.
    if (cached !== undefined) {
      this.metrics.of(operation.id).cacheHits += 1;
      return { value: cached as A };
    }
    const budget = this.budget(operation);
    try {
      // Nobody who waits for an answer joins a flight that lets others pass.
      const flight = this.flights.run(priority === 'background' ? `${key} background` : key, async () => {
        // The operation's whole time: others may join who have more of their request left than this caller.
        const value = await this.attempts(operation, parts, this.timeoutOf(operation), priority);
        if (options.cache && value !== undefined && value !== null) this.cache.store(key, value);
        return value;
      });
      return { value: await this.within(flight, budget, operation) };
    } catch (error) {
      const stale =
        options.cache && error instanceof UpstreamError && STALE_WORTHY.has(error.kind)
          ? this.cache.stale(key, options.cache)
          : undefined;
      if (stale === undefined) throw error;
      this.metrics.of(operation.id).staleAnswers += 1;
      return { value: stale.value as A, staleSince: stale.asOf };
    }
  }

  /** Forgets every cached answer of an owner, for changes that reach the upstream by another way. */
  invalidate(owner: string): void {
    this.cache.invalidate(owner);
  }

  /** State of every circuit that was used, by operation id. */
  circuits(): ReadonlyMap<string, CircuitWord> {
    return this.breakers.states();
  }

  private timeoutOf(operation: Operation): number {
    return operation.timeoutMs ?? this.system.timeoutMs;
  }

  /** Milliseconds this call may take in all. */
  private budget(operation: Operation): number {
    const remaining = remainingMilliseconds();
    if (remaining <= 0) throw this.failure('timeout', operation, 'request-budget-spent');
    return Math.min(this.timeoutOf(operation), remaining);
  }

  /** A caller that joined another's flight still leaves at its own deadline. */
  private async within<A>(flight: Promise<A>, budgetMs: number, operation: Operation): Promise<A> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new UpstreamError('timeout', operation.id, { reason: 'deadline' })),
        budgetMs + 20,
      );
    });
    try {
      return await Promise.race([flight, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async attempts<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    budgetMs: number,
    priority: CallPriority,
  ): Promise<A> {
    const deadline = new Deadline(budgetMs);
    const startedAt = performance.now();
    this.retryBudget.noteCall();
    let renewed = false;
    let credentials: UpstreamHeaders = {};
    try {
      for (let count = 1; ; count += 1) {
        const attempt: Attempt = { deadline, endsAt: startedAt + budgetMs, priority, sent: false };
        try {
          credentials = await this.credentials(operation, deadline);
          return await this.attempt(operation, parts, credentials, attempt);
        } catch (error) {
          const failure = this.asUpstreamError(error, operation, attempt);
          // Refused before anything was done, so that an irreversible act may be tried again too.
          const refused = failure.kind === 'our-credential' && failure.reason !== NO_CREDENTIALS && !renewed;
          if (refused) renewed = true;
          const again = refused
            ? await deadline.race(this.authenticator.renew(operation, credentials)).catch(() => false)
            : this.worthAnother(operation, failure, count);
          if (!again || deadline.passed) {
            this.report(failure, performance.now() - startedAt, count);
            throw failure;
          }
          this.metrics.of(operation.id).retries += 1;
          if (!refused) await deadline.pause(jitteredDelayMs(count));
        }
      }
    } finally {
      deadline.release();
    }
  }

  private worthAnother(operation: Operation, { kind, reason }: UpstreamError, attempts: number): boolean {
    if (operation.effect === 'irreversible' || attempts >= MAX_ATTEMPTS) return false;
    if (!RETRYABLE.has(kind) || FINAL_REASONS.has(reason)) return false;
    // A server may close an idle connection just as we take it: no sign of trouble, so the first time costs no budget.
    return (attempts === 1 && reason === CONNECTION_LOST) || this.retryBudget.tryTake();
  }

  /** Our credentials for this call. They are fetched for all that wait for them, each until its own deadline. */
  private async credentials(operation: Operation, deadline: Deadline): Promise<UpstreamHeaders> {
    try {
      const headers = this.authenticator.headers(operation);
      return headers instanceof Promise ? await deadline.race(headers) : headers;
    } catch (error) {
      if (deadline.passed) throw this.failure('timeout', operation, NO_CREDENTIALS);
      if (!(error instanceof UpstreamError)) throw error;
      // Whatever was not found or refused there was ours, never what this call asks for.
      const kind = STALE_WORTHY.has(error.kind) ? error.kind : 'our-credential';
      const { retryAfterSeconds } = error;
      throw new UpstreamError(kind, operation.id, {
        reason: NO_CREDENTIALS,
        cause: error,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      });
    }
  }

  private async attempt<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    credentials: UpstreamHeaders,
    attempt: Attempt,
  ): Promise<A> {
    const { signal } = attempt.deadline;
    return this.bulkhead.run(async () => {
      const { priority, endsAt } = attempt;
      const remainingMs = endsAt - performance.now();
      const turn = await this.rateLimiter?.take({ operation, priority, signal, remainingMs });
      let used = false;
      try {
        return await this.breakers.of(operation.id).execute(() => {
          used = true;
          return this.send(operation, parts, credentials, attempt);
        });
      } finally {
        turn?.end(used);
      }
    }, signal);
  }

  private async send<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    credentials: UpstreamHeaders,
    attempt: Attempt,
  ): Promise<A> {
    const counters = this.metrics.of(operation.id);
    counters.calls += 1;
    const startedAt = performance.now();
    try {
      const template = this.system.pathOverrides.get(operation.id) ?? operation.path;
      const answer = await this.http.exchange({
        origin: this.origin,
        path: this.basePath + renderPath(template, parts),
        method: operation.method,
        headers: {
          accept: operation.format === 'pdf' ? 'application/pdf, application/json' : 'application/json, text/plain',
          ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...renderHeaders(parts.headers),
          ...credentials,
        },
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        signal: attempt.deadline.signal,
        maxAnswerBytes: this.system.maxAnswerBytes,
        ...(operation.effect === 'irreversible' ? { onSent: () => void (attempt.sent = true) } : {}),
      });
      const refused = this.readRefusal(operation, answer) ?? this.statusFailure(operation, answer);
      if (refused !== undefined) throw refused;
      const decoded = decode(answer, operation.format);
      if (!decoded.ok) throw this.lost(operation, 'bad-payload', decoded.reason);
      const outcome = operation.envelope(decoded.payload, answer.status);
      if (!outcome.ok) {
        const { kind, reason } = outcome;
        // A refusal is certain; that something broke over there is not.
        throw TROUBLE.has(kind) ? this.lost(operation, kind, reason) : this.failure(kind, operation, reason);
      }
      const parsed = withDriftSink({ dropped: (count) => void (counters.drift += count) }, () =>
        operation.answer.safeParse(outcome.value),
      );
      if (!parsed.success) {
        counters.drift += 1;
        throw this.lost(operation, 'bad-payload', `schema:${parsed.error.issues[0]?.path.join('.') ?? ''}`);
      }
      return parsed.data;
    } catch (error) {
      // Converted here so that the breaker judges the closed set.
      throw this.asUpstreamError(error, operation, attempt);
    } finally {
      this.metrics.took(operation.id, performance.now() - startedAt);
    }
  }

  /** What the body of a refusal says, for operations whose system's statuses alone mislead. */
  private readRefusal(operation: Operation, answer: RawAnswer): UpstreamError | undefined {
    if (operation.refusal === undefined || (answer.status >= 200 && answer.status < 300)) return undefined;
    const decoded = decode(answer, 'json');
    const refused = operation.refusal(decoded.ok ? decoded.payload : undefined, answer.status);
    if (refused === undefined) return undefined;
    const reason = refused.reason ?? `http-${answer.status}`;
    return TROUBLE.has(refused.kind)
      ? this.lost(operation, refused.kind, reason)
      : this.failure(refused.kind, operation, reason);
  }

  private statusFailure(
    operation: Operation,
    { status, contentType, retryAfter }: RawAnswer,
  ): UpstreamError | undefined {
    if (status >= 200 && status < 300) return undefined;
    const reason = `http-${status}`;
    // A page is the word of the server or of a proxy, not of the application: it says nothing of a customer or an id.
    const page = /^text\/html/i.test(contentType);
    if (status === 401) {
      return this.failure(page ? 'our-credential' : this.authenticator.refusalKind(operation), operation, reason);
    }
    if (status === 429) {
      const seconds = Number(retryAfter);
      return new UpstreamError('rate-limited', operation.id, {
        reason,
        ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {}),
      });
    }
    if (status >= 500) return this.lost(operation, 'unavailable', reason);
    if (status >= 400 && page) return this.failure('bad-payload', operation, reason);
    if (status === 404) return this.failure('not-found', operation, reason);
    if (status >= 400) return this.failure('rejected', operation, reason);
    return this.lost(operation, 'bad-payload', reason);
  }

  /** A failure after the request went out: for an irreversible act nobody knows whether it happened. */
  private lost(operation: Operation, kind: UpstreamErrorKind, reason?: string): UpstreamError {
    return this.failure(operation.effect === 'irreversible' ? 'uncertain' : kind, operation, reason);
  }

  private failure(kind: UpstreamErrorKind, operation: Operation, reason?: string): UpstreamError {
    return new UpstreamError(kind, operation.id, reason === undefined ? {} : { reason });
  }

  private asUpstreamError(error: unknown, operation: Operation, { deadline, sent }: Attempt): UpstreamError {
    if (error instanceof UpstreamError) return error;
    if (error instanceof BulkheadFullError) return this.failure('unavailable', operation, QUEUE_FULL);
    if (error instanceof BrokenCircuitError) return this.failure('unavailable', operation, CIRCUIT_OPEN);
    if (error instanceof AnswerTooLargeError) return this.lost(operation, 'bad-payload', 'too-large');
    const failed = (kind: UpstreamErrorKind, reason: string) =>
      sent ? this.lost(operation, kind, reason) : this.failure(kind, operation, reason);
    if (deadline.passed) return failed('timeout', 'deadline');
    if (error instanceof ConnectionLostError) return failed('unavailable', CONNECTION_LOST);
    const code = errorCode(error);
    if (code === undefined) throw error;
    return failed('unavailable', code);
  }

  private report(failure: UpstreamError, milliseconds: number, attempts: number): void {
    this.metrics.failed(failure.operationId, failure.kind);
    const line = {
      upstream: this.system.id,
      operation: failure.operationId,
      kind: failure.kind,
      reason: failure.reason,
      milliseconds: Math.round(milliseconds),
      attempts,
    };
    if (failure.kind === 'not-found' || failure.kind === 'rejected' || failure.kind === 'customer-credential') {
      this.logger.debug(line, 'upstream refused');
    } else this.logger.warn(line, 'upstream failed');
  }
}

/** The code of a socket or undici error, else undefined. By shape: such errors may come from another realm. */
function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? errorCode(error.cause) : undefined;
}
