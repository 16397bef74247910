import type { UpstreamAuthenticator, UpstreamHeaders } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** A shared secret as bearer token. It is configuration, so a refused one cannot be mended here. */
export class MessageGatewayAuthenticator implements UpstreamAuthenticator {
  private readonly bearer: UpstreamHeaders;

  constructor(secret: string) {
    this.bearer = { authorization: `Bearer ${secret}` };
  }

  headers(): UpstreamHeaders {
    return this.bearer;
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
