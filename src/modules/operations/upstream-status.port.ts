/** How one operation of an upstream system has fared since this process started. */
export interface UpstreamOperationStatus {
  readonly id: string;
  /** Attempts that went out. */
  readonly calls: number;
  /** Calls that failed for good, by kind of failure. */
  readonly failures: Readonly<Record<string, number>>;
  /** Items and answers that were not of the documented shape. */
  readonly drift: number;
  readonly retries: number;
  readonly cacheHits: number;
  /** Kept answers given in place of a failed read. */
  readonly staleAnswers: number;
  /** Null before the first call. */
  readonly meanMilliseconds: number | null;
  readonly maxMilliseconds: number | null;
  readonly circuit: 'closed' | 'open' | 'half-open';
}

export interface UpstreamSystemStatus {
  readonly id: string;
  /** Operations that were asked for at least once, in the order of their ids. */
  readonly operations: readonly UpstreamOperationStatus[];
}

/** What the way out knows of the systems beyond it. */
export abstract class UpstreamStatusPort {
  /** Every system that is configured here. */
  abstract systems(): readonly UpstreamSystemStatus[];
}
