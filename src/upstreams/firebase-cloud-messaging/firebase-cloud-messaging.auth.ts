import { sign } from 'node:crypto';
import type { UpstreamAuthenticator, UpstreamHeaders } from '../core/upstream-authenticator.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';
import type { ServiceAccount } from './firebase-cloud-messaging.config.js';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
/** Google takes no assertion that lives longer than an hour. */
const ASSERTION_SECONDS = 3_600;
/** A token is renewed so long before it ends, or after half its life when that is shorter. */
const RENEW_BEFORE_SECONDS = 300;

export interface AccessToken {
  readonly value: string;
  readonly lifeSeconds: number;
}

interface HeldToken {
  readonly headers: UpstreamHeaders;
  /** Epoch milliseconds. */
  readonly renewAt: number;
}

/** RFC 7523: who we are, signed with our account's key. */
export function serviceAccountAssertion(
  { clientEmail, privateKey }: ServiceAccount,
  tokenUrl: string,
  epochMs: number,
): string {
  const issuedAt = Math.floor(epochMs / 1_000);
  const claims = { iss: clientEmail, scope: SCOPE, aud: tokenUrl, iat: issuedAt, exp: issuedAt + ASSERTION_SECONDS };
  const signed = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** A bearer token of our service account; one serves the whole process and is fetched once for all that wait for it. */
export class FirebaseAuthenticator implements UpstreamAuthenticator {
  private held: HeldToken | undefined;
  private fetching: Promise<UpstreamHeaders> | undefined;

  constructor(
    private readonly fetchToken: () => Promise<AccessToken>,
    private readonly now: () => number = Date.now,
  ) {}

  headers(): UpstreamHeaders | Promise<UpstreamHeaders> {
    const { held } = this;
    return held !== undefined && this.now() < held.renewAt ? held.headers : this.fresh();
  }

  /** Many calls may be refused with the same token: only the first of them drops it. */
  async renew(_: unknown, refused: UpstreamHeaders): Promise<boolean> {
    if (this.held?.headers === refused) this.held = undefined;
    if (this.held === undefined) await this.fresh();
    return true;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }

  private fresh(): Promise<UpstreamHeaders> {
    this.fetching ??= this.fetchToken()
      .then(({ value, lifeSeconds }) => {
        const headers = { authorization: `Bearer ${value}` };
        const usableSeconds = Math.max(lifeSeconds - RENEW_BEFORE_SECONDS, lifeSeconds / 2);
        this.held = { headers, renewAt: this.now() + usableSeconds * 1_000 };
        return headers;
      })
      .finally(() => {
        this.fetching = undefined;
      });
    return this.fetching;
  }
}

/** The token endpoint takes the assertion in its body and nothing besides. */
export class NoCredentials implements UpstreamAuthenticator {
  headers(): UpstreamHeaders {
    return {};
  }

  async renew(): Promise<boolean> {
    return false;
  }

  refusalKind(): UpstreamErrorKind {
    return 'our-credential';
  }
}
