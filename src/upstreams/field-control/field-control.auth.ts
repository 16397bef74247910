import type { UpstreamAuthenticator } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** The account's key in the header `X-Api-Key`. A key does not expire, so there is nothing to renew. */
export class FieldControlAuthenticator implements UpstreamAuthenticator {
  private readonly credentials: Readonly<Record<string, string>>;

  constructor(apiKey: string) {
    this.credentials = { 'X-Api-Key': apiKey };
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    return this.credentials;
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
