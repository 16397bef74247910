import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, CountBreaker, handleWhen } from 'cockatiel';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';

/** Failures of the upstream itself: a refusal is certain, what broke over there is not. */
export const TROUBLE: ReadonlySet<UpstreamErrorKind> = new Set(['unavailable', 'timeout', 'bad-payload', 'uncertain']);
const COUNTING = { threshold: 0.5, size: 20, minimumNumberOfCalls: 10 };
const HALF_OPEN_AFTER_MS = 5_000;

export type CircuitWord = 'closed' | 'open' | 'half-open';

const WORDS: Readonly<Record<CircuitState, CircuitWord>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/** A circuit breaker per operation: one that fails says nothing of the others. */
export class CircuitBreakers {
  private readonly breakers = new Map<string, CircuitBreakerPolicy>();

  /** @throws BrokenCircuitError from its `execute` while the circuit is open. */
  of(operationId: string): CircuitBreakerPolicy {
    let breaker = this.breakers.get(operationId);
    if (breaker === undefined) {
      breaker = circuitBreaker(
        handleWhen((error) => error instanceof UpstreamError && TROUBLE.has(error.kind)),
        { halfOpenAfter: HALF_OPEN_AFTER_MS, breaker: new CountBreaker(COUNTING) },
      );
      this.breakers.set(operationId, breaker);
    }
    return breaker;
  }

  /** By the id of every operation that was called. */
  states(): ReadonlyMap<string, CircuitWord> {
    return new Map([...this.breakers].map(([id, breaker]) => [id, WORDS[breaker.state]]));
  }
}
