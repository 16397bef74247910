import type { Operation } from '../core/operation.js';
import type { UpstreamAuthenticator, UpstreamHeaders } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/** The document promises a life "defined by the system"; its examples live an hour, so we renew well before. */
const TOKEN_LIFE_MS = 50 * 60 * 1_000;

interface Token {
  readonly value: string;
  /** By our own clock: `exp` in the token is in milliseconds and its clock is not ours. */
  readonly renewAt: number;
}

/**
 * Basic for every operation, and the `Token` header for the `token` family. One token serves the whole process and is
 * fetched once for all that wait for it.
 */
export class WebserviceClienteAuthenticator implements UpstreamAuthenticator {
  private readonly basic: UpstreamHeaders;
  private token: Token | undefined;
  private fetching: Promise<string> | undefined;

  constructor(
    credentials: { user: string; password: string },
    private readonly fetchToken: () => Promise<string>,
    private readonly now: () => number = Date.now,
  ) {
    const encoded = Buffer.from(`${credentials.user}:${credentials.password}`, 'utf8').toString('base64');
    this.basic = { authorization: `Basic ${encoded}` };
  }

  headers(operation: Operation): UpstreamHeaders | Promise<UpstreamHeaders> {
    if (operation.auth !== 'token') return this.basic;
    const { token } = this;
    if (token !== undefined && this.now() < token.renewAt) return this.withToken(token.value);
    return this.freshToken().then((value) => this.withToken(value));
  }

  /** A refused token is replaced once; a refused Basic credential cannot be mended here. */
  async renew(operation: Operation, refused: UpstreamHeaders): Promise<boolean> {
    if (operation.auth !== 'token') return false;
    // Many calls may be refused with the same token: only the first of them drops it.
    if (this.token?.value === refused['Token']) this.token = undefined;
    if (this.token === undefined) await this.freshToken();
    return true;
  }

  refusalKind(operation: Operation): UpstreamErrorKind {
    return operation.auth === 'customer' ? 'customer-credential' : 'our-credential';
  }

  private withToken(value: string): UpstreamHeaders {
    return { ...this.basic, Token: value };
  }

  private freshToken(): Promise<string> {
    this.fetching ??= this.fetchToken()
      .then((value) => {
        this.token = { value, renewAt: this.now() + TOKEN_LIFE_MS };
        return value;
      })
      .finally(() => {
        this.fetching = undefined;
      });
    return this.fetching;
  }
}
