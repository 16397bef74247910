import type { UpstreamAuthenticator } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** Both tokens in every request. They are made by hand in vhsys, so a refused one cannot be mended here. */
export class VhsysAuthenticator implements UpstreamAuthenticator {
  private readonly tokens: Readonly<Record<string, string>>;

  constructor(credentials: { readonly accessToken: string; readonly secretAccessToken: string }) {
    this.tokens = {
      'access-token': credentials.accessToken,
      'secret-access-token': credentials.secretAccessToken,
    };
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    return this.tokens;
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
