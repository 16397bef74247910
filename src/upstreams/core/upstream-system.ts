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
  /** Answers that are kept at most; 0 for a system of which nothing is cached. */
  readonly cacheEntries: number;
}
