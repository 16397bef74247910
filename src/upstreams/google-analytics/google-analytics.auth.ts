import type { UpstreamAuthenticator, UpstreamHeaders } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

const NONE: UpstreamHeaders = {};

/** Its secret is a part of the query: there is nothing to add, and nothing to renew. */
export class GoogleAnalyticsAuthenticator implements UpstreamAuthenticator {
  headers(): UpstreamHeaders {
    return NONE;
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
