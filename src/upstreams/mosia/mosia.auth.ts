import type { UpstreamAuthenticator } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** Our token in every request. It is handed out by Mosia's people, so a refused one cannot be mended here. */
export class MosiaAuthenticator implements UpstreamAuthenticator {
  private readonly token: Readonly<Record<string, string>>;

  constructor(credentials: { readonly authorization: string }) {
    this.token = { authorization: credentials.authorization };
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    return this.token;
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
