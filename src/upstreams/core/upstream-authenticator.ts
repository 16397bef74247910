import type { Operation } from './operation.js';
import type { UpstreamErrorKind } from './upstream-error.js';

export type UpstreamHeaders = Readonly<Record<string, string>>;

/** Adds a system's credentials; knows how to renew them. */
export interface UpstreamAuthenticator {
  headers(operation: Operation): UpstreamHeaders | Promise<UpstreamHeaders>;
  /** The upstream refused the credential in `refused`: true when a renewed one is worth one more try. */
  renew(operation: Operation, refused: UpstreamHeaders): Promise<boolean>;
  /** What a 401 means for this operation when the application says it, and not the server before it. */
  refusalKind(operation: Operation): UpstreamErrorKind;
}
