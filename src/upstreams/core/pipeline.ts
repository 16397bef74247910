import type { PinoLogger } from 'nestjs-pino';
import type { Answered } from '../../common/http/answered.js';
import { remainingMilliseconds } from '../../common/http/request-scope.js';
import { AnswerCache, type CachePolicy } from './answer-cache.js';
import { type GivenUp, UpstreamAttempts } from './attempts.js';
import type { CircuitWord } from './circuit-breakers.js';
import { type UpstreamAnswer, UpstreamExchange } from './exchange.js';
import { failure, isPassing } from './failures.js';
import type { LeanHttpService } from './lean-http.service.js';
import {
  encodeRequest,
  type Operation,
  type RequestInput,
  type RequestParts,
  type RequestSchemas,
} from './operation.js';
import type { CallPriority, RateLimiter } from './rate-limiter.js';
import type { SharedAnswers } from './shared-answers.js';
import { SingleFlight } from './single-flight.js';
import type { UpstreamAuthenticator } from './upstream-authenticator.js';
import { UpstreamError } from './upstream-error.js';
import type { UpstreamMetrics } from './upstream-metrics.js';
import type { UpstreamSystem } from './upstream-system.js';

export interface CallOptions {
  /** Whose call it is: identical reads are merged and cached per owner, and an owner's write forgets them. */
  readonly owner: string;
  readonly cache?: CachePolicy;
  /** Where turns are rationed, a background call yields to those somebody waits for; interactive when absent. */
  readonly priority?: CallPriority;
}

/** What a pipeline works with beside its system. */
export interface PipelineTools {
  readonly http: LeanHttpService;
  readonly metrics: UpstreamMetrics;
  readonly logger: PinoLogger;
  readonly rateLimiter?: RateLimiter | undefined;
  /** Undefined where no other instance shares answers with this one. */
  readonly answers?: SharedAnswers | undefined;
}

/**
 * The one way out of this process: deadline, cache, single-flight, answers of other instances, credentials, bulkhead,
 * rate limit, circuit breaker, HTTP, decode, envelope, schema. Every failure leaves it as an `UpstreamError` of the
 * closed set.
 */
export class UpstreamPipeline {
  private readonly flights = new SingleFlight();
  private readonly cache: AnswerCache;
  private readonly attempts: UpstreamAttempts;
  private readonly metrics: UpstreamMetrics;
  private readonly logger: PinoLogger;
  private readonly answers: SharedAnswers | undefined;

  constructor(
    readonly system: UpstreamSystem,
    authenticator: UpstreamAuthenticator,
    { http, metrics, logger, rateLimiter, answers }: PipelineTools,
  ) {
    this.metrics = metrics;
    this.logger = logger;
    this.answers = answers;
    this.cache = new AnswerCache(system.cacheEntries);
    const exchange = new UpstreamExchange(system, authenticator, http, metrics);
    this.attempts = new UpstreamAttempts(system, authenticator, exchange, metrics, rateLimiter, (end) =>
      this.report(end),
    );
    metrics.announce(system.id, () => this.attempts.circuits());
    answers?.join(system.id, this.cache);
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
    if (operation.effect === 'read') return this.read(operation, parts, options, priority);
    try {
      const { value } = await this.attempts.run(operation, parts, this.budget(operation), priority);
      return { value };
    } finally {
      // Also after a failure: an uncertain write may have changed what the owner reads.
      this.cache.invalidate(options.owner);
      await this.answers?.forget(this.system.id, options.owner);
    }
  }

  /** State of every circuit that was used, by operation id. */
  circuits(): ReadonlyMap<string, CircuitWord> {
    return this.attempts.circuits();
  }

  private async read<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    { owner, cache }: CallOptions,
    priority: CallPriority,
  ): Promise<Answered<A>> {
    const call = `${operation.id} ${JSON.stringify(parts)}`;
    const key = this.cache.key(owner, call);
    const cached = cache && this.cache.fresh(key, cache);
    // Keys begin with the operation's id, so what lies under one is that operation's answer.
    if (cached !== undefined) {
      this.metrics.of(operation.id).cacheHits += 1;
      return { value: cached as A };
    }
    const budget = this.budget(operation);
    try {
      // Nobody who waits for an answer joins a flight that lets others pass.
      const flight = this.flights.run(priority === 'background' ? `${key} background` : key, () => {
        const ask = () =>
          // The operation's whole time: others may join who have more of their request left than this caller.
          this.attempts.run(operation, parts, this.timeoutOf(operation), priority);
        return cache === undefined
          ? ask().then(({ value }) => value)
          : this.readThrough(operation, { owner, call, key, cache }, ask);
      });
      return { value: await this.within(flight, budget, operation) };
    } catch (error) {
      const stale =
        cache && error instanceof UpstreamError && isPassing(error) ? this.cache.stale(key, cache) : undefined;
      if (stale === undefined) throw error;
      this.metrics.of(operation.id).staleAnswers += 1;
      return { value: stale.value as A, staleSince: stale.asOf };
    }
  }

  /** Another instance's answer when that is fresh, else the upstream's, kept for the next. */
  private async readThrough<A>(
    operation: Operation<RequestSchemas, A>,
    { owner, call, key, cache }: { owner: string; call: string; key: string; cache: CachePolicy },
    ask: () => Promise<UpstreamAnswer<A>>,
  ): Promise<A> {
    const system = this.system.id;
    // Documents are large, and no JSON.
    const answers = operation.format === 'pdf' ? undefined : this.answers;
    const reading = await answers?.read(system, owner, call);
    if (reading?.answer !== undefined) {
      const { payload, storedAt } = reading.answer;
      const parsed = operation.answer.safeParse(payload);
      if (parsed.success && parsed.data !== undefined && parsed.data !== null) {
        // Kept when it is no longer fresh too: it may stand in should the upstream fail now.
        this.cache.store(key, parsed.data, storedAt);
        if (this.cache.fresh(key, cache) !== undefined) {
          this.metrics.of(operation.id).cacheHits += 1;
          return parsed.data;
        }
      }
    }
    const { value, payload } = await ask();
    if (value !== undefined && value !== null) {
      this.cache.store(key, value);
      if (reading !== undefined) {
        const lifeMs = cache.ttlMs + (cache.staleIfErrorMs ?? 0);
        // Nobody waits for what only others need.
        void answers?.write(system, owner, call, reading, payload, lifeMs);
      }
    }
    return value;
  }

  private timeoutOf(operation: Operation): number {
    return operation.timeoutMs ?? this.system.timeoutMs;
  }

  /** Milliseconds this call may take in all. */
  private budget(operation: Operation): number {
    const remaining = remainingMilliseconds();
    if (remaining <= 0) throw failure('timeout', operation, 'request-budget-spent');
    return Math.min(this.timeoutOf(operation), remaining);
  }

  /** A caller that joined another's flight still leaves at its own deadline. */
  private async within<A>(flight: Promise<A>, budgetMs: number, operation: Operation): Promise<A> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(failure('timeout', operation, 'deadline')), budgetMs + 20);
    });
    try {
      return await Promise.race([flight, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private report({ failure: { operationId, kind, reason }, milliseconds, attempts }: GivenUp): void {
    this.metrics.failed(operationId, kind);
    const upstream = this.system.id;
    const line = { upstream, operation: operationId, kind, reason, milliseconds: Math.round(milliseconds), attempts };
    if (kind === 'not-found' || kind === 'rejected' || kind === 'customer-credential') {
      this.logger.debug(line, 'upstream refused');
    } else this.logger.warn(line, 'upstream failed');
  }
}
