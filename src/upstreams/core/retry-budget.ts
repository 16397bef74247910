/**
 * Retries earn their place: each call adds a fraction of a token, each retry takes a whole one, so that an upstream
 * in trouble sees at most `ratio` more traffic.
 */
export class RetryBudget {
  private tokens: number;

  constructor(
    private readonly ratio = 0.1,
    private readonly capacity = 10,
  ) {
    this.tokens = capacity;
  }

  noteCall(): void {
    this.tokens = Math.min(this.capacity, this.tokens + this.ratio);
  }

  tryTake(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** Full jitter: anywhere up to `base * 2^attempt` milliseconds, so that callers do not come back in step. */
export const jitteredDelayMs = (attempt: number, baseMs = 50, random: () => number = Math.random): number =>
  Math.floor(random() * baseMs * 2 ** attempt);
