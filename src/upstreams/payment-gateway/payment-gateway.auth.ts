import type { UpstreamAuthenticator, UpstreamHeaders } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** Our key in every request. It is set by people, so a refused one cannot be mended here. */
export class PaymentGatewayAuthenticator implements UpstreamAuthenticator {
  private readonly bearer: UpstreamHeaders;

  constructor({ key }: { readonly key: string }) {
    this.bearer = { authorization: `Bearer ${key}` };
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
