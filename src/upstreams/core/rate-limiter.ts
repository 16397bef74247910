import type { Operation } from './operation.js';

/** Somebody waits for the answer of an interactive call; a background call yields to those. */
export type CallPriority = 'interactive' | 'background';

export interface TurnRequest {
  readonly operation: Operation;
  readonly priority: CallPriority;
  /** Aborts when the call's deadline passes. */
  readonly signal: AbortSignal;
  /** Milliseconds left until then. */
  readonly remainingMs: number;
}

/** Leave to send one request. */
export interface Turn {
  /** Gives the turn back once the request is answered or lost; one in which nothing was `sent` costs nobody a wait. */
  end(sent: boolean): void;
}

/** Hands out turns at an upstream's published rate; none is documented for most systems. */
export interface RateLimiter {
  /** @throws UpstreamError `rate-limited` when no turn comes before the deadline, at once when that is foreseeable. */
  take(request: TurnRequest): Promise<Turn>;
}
