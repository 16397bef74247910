/** Rejects what a deadline ended; the pipeline says what it means for the call. */
export class DeadlineError extends Error {}

/** The bound of one call: its signal aborts after so many milliseconds, unless it is released before. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.timer = setTimeout(
      () => this.controller.abort(new DeadlineError()),
      Math.max(1, Math.floor(milliseconds)),
    ).unref();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get passed(): boolean {
    return this.signal.aborted;
  }

  /** Ends the timer; every deadline is released once its call is over. */
  release(): void {
    clearTimeout(this.timer);
  }

  /**
   * What the work comes to; the work itself goes on, for others may wait for it.
   * @throws DeadlineError when the deadline passes first.
   */
  async race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let leave: (() => void) | undefined;
    const passing = new Promise<never>((_, reject) => {
      leave = () => reject(new DeadlineError());
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([work, passing]);
    } finally {
      if (leave !== undefined) signal.removeEventListener('abort', leave);
    }
  }

  /** Waits so long, or until the deadline passes. */
  pause(milliseconds: number): Promise<void> {
    const { signal } = this;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
