import type { Attempt } from './attempt.js';
import { Bulkhead } from './bulkhead.js';
import { CircuitBreakers, type CircuitWord } from './circuit-breakers.js';
import { Deadline } from './deadline.js';
import type { UpstreamAnswer, UpstreamExchange } from './exchange.js';
import {
  CIRCUIT_OPEN,
  CONNECTION_LOST,
  credentialsFailure,
  NO_CREDENTIALS,
  QUEUE_FULL,
  thrownFailure,
} from './failures.js';
import type { Operation, RequestParts, RequestSchemas } from './operation.js';
import type { CallPriority, RateLimiter } from './rate-limiter.js';
import { jitteredDelayMs, RetryBudget } from './retry-budget.js';
import type { UpstreamAuthenticator, UpstreamHeaders } from './upstream-authenticator.js';
import type { UpstreamError } from './upstream-error.js';
import type { UpstreamMetrics } from './upstream-metrics.js';
import type { UpstreamSystem } from './upstream-system.js';

const MAX_ATTEMPTS = 3;
/** Another attempt would meet the same; fetching credentials has its own attempts. */
const FINAL_REASONS: ReadonlySet<string | undefined> = new Set([CIRCUIT_OPEN, QUEUE_FULL, NO_CREDENTIALS]);

/** How a call that was given up ended. */
export interface GivenUp {
  readonly failure: UpstreamError;
  readonly milliseconds: number;
  readonly attempts: number;
}

/** Attempts of one call until one succeeds or none is worth it: credentials, bulkhead, rate limit, circuit breaker. */
export class UpstreamAttempts {
  private readonly bulkhead: Bulkhead;
  private readonly retryBudget = new RetryBudget();
  private readonly breakers = new CircuitBreakers();

  constructor(
    system: UpstreamSystem,
    private readonly authenticator: UpstreamAuthenticator,
    private readonly exchange: UpstreamExchange,
    private readonly metrics: UpstreamMetrics,
    private readonly rateLimiter: RateLimiter | undefined,
    private readonly report: (end: GivenUp) => void,
  ) {
    this.bulkhead = new Bulkhead(system.concurrency, system.queueLimit);
  }

  /** State of every circuit that was used, by operation id. */
  circuits(): ReadonlyMap<string, CircuitWord> {
    return this.breakers.states();
  }

  /** @throws UpstreamError of the closed set. */
  async run<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    budgetMs: number,
    priority: CallPriority,
  ): Promise<UpstreamAnswer<A>> {
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
          const failure = thrownFailure(error, operation, attempt);
          // Refused before anything was done, so that an irreversible act may be tried again too.
          const refused = failure.kind === 'our-credential' && failure.reason !== NO_CREDENTIALS && !renewed;
          if (refused) renewed = true;
          const again = refused
            ? await deadline.race(this.authenticator.renew(operation, credentials)).catch(() => false)
            : this.worthAnother(operation, failure, count);
          if (!again || deadline.passed) {
            this.report({ failure, milliseconds: performance.now() - startedAt, attempts: count });
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
    if (kind !== 'unavailable' || FINAL_REASONS.has(reason)) return false;
    // A server may close an idle connection just as we take it: no sign of trouble, so the first time costs no budget.
    return (attempts === 1 && reason === CONNECTION_LOST) || this.retryBudget.tryTake();
  }

  /** Our credentials for this call. They are fetched for all that wait for them, each until its own deadline. */
  private async credentials(operation: Operation, deadline: Deadline): Promise<UpstreamHeaders> {
    try {
      const headers = this.authenticator.headers(operation);
      return headers instanceof Promise ? await deadline.race(headers) : headers;
    } catch (error) {
      throw credentialsFailure(error, operation, deadline);
    }
  }

  private async attempt<A>(
    operation: Operation<RequestSchemas, A>,
    parts: RequestParts,
    credentials: UpstreamHeaders,
    attempt: Attempt,
  ): Promise<UpstreamAnswer<A>> {
    const { signal } = attempt.deadline;
    return this.bulkhead.run(async () => {
      const { priority, endsAt } = attempt;
      const remainingMs = endsAt - performance.now();
      const turn = await this.rateLimiter?.take({ operation, priority, signal, remainingMs });
      let used = false;
      try {
        return await this.breakers.of(operation.id).execute(() => {
          used = true;
          return this.exchange.send(operation, parts, credentials, attempt);
        });
      } finally {
        turn?.end(used);
      }
    }, signal);
  }
}
