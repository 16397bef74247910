/** The closed set of ways an upstream call can fail; an upstream's status or text never passes beyond it. */
export type UpstreamErrorKind =
  | 'unavailable'
  | 'timeout'
  | 'rate-limited'
  | 'our-credential'
  | 'customer-credential'
  | 'not-found'
  | 'rejected'
  | 'bad-payload'
  | 'uncertain'
  | 'unsupported';

export interface UpstreamErrorOptions {
  /** Our own short word for what happened (`html`, `truncated`, `circuit-open`); never text of the upstream. */
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class UpstreamError extends Error {
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: UpstreamErrorKind,
    /** Id of the operation that failed, e.g. `webservice-cliente.customer-bills.list`. */
    readonly operationId: string,
    options: UpstreamErrorOptions = {},
  ) {
    super(`${operationId}: ${kind}${options.reason === undefined ? '' : ` (${options.reason})`}`, {
      cause: options.cause,
    });
    this.name = 'UpstreamError';
    this.reason = options.reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
