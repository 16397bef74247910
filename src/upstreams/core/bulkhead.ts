/** Thrown when no place can be had: the queue is full. */
export class BulkheadFullError extends Error {}

interface Waiter {
  admit(): void;
}

/** At most `limit` tasks at once; further ones queue in order, and leave the queue when their signal aborts. */
export class Bulkhead {
  private active = 0;
  private readonly queue = new Set<Waiter>();

  constructor(
    private readonly limit: number,
    private readonly queueLimit: number,
  ) {}

  get inFlight(): number {
    return this.active;
  }

  /** @throws BulkheadFullError when the queue is full; the signal's reason when it aborts while waiting. */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.active < this.limit) this.active += 1;
    else await this.wait(signal);
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.queue.size >= this.queueLimit) return Promise.reject(new BulkheadFullError());
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = () => {
        this.queue.delete(waiter);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.add(waiter);
    });
  }

  /** Hands the place to the next in line, so that `active` never dips and no newcomer overtakes. */
  private release(): void {
    const [next] = this.queue;
    if (next === undefined) {
      this.active -= 1;
      return;
    }
    this.queue.delete(next);
    next.admit();
  }
}
