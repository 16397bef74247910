import { ExtractJwt, type StrategyOptionsWithoutRequest } from 'passport-jwt';
import jsonwebtoken from 'jsonwebtoken';
import type { TokenKeys } from './token-keys.js';

/** How tokens of one audience are signed and verified. */
export interface TokenSettings {
  readonly keys: TokenKeys;
  readonly issuer: string;
  readonly audience: string;
  /** Seconds an access token lives. */
  readonly lifetimeSeconds: number;
}

const CLOCK_TOLERANCE_SECONDS = 5;

/** Options of a passport-jwt strategy over parsed keys, found by `kid`. */
export const jwtStrategyOptions = (settings: TokenSettings): StrategyOptionsWithoutRequest => ({
  jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
  algorithms: ['RS256'],
  issuer: settings.issuer,
  audience: settings.audience,
  jsonWebTokenOptions: { clockTolerance: CLOCK_TOLERANCE_SECONDS },
  secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: never) => void) => {
    const kid = jsonwebtoken.decode(token, { complete: true })?.header.kid;
    const key = kid === undefined ? undefined : settings.keys.verifyingKey(kid);
    if (key === undefined) done(new Error('unknown signing key'));
    // The types of passport-jwt know text and buffers only; a key object is what spares parsing it per request.
    else done(null, key as never);
  },
});

/** Signs an access token of this audience. */
export function signAccessToken(
  settings: TokenSettings,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
): string {
  return jsonwebtoken.sign({ ...claims }, settings.keys.signingKey, {
    algorithm: 'RS256',
    keyid: settings.keys.signingKeyId,
    issuer: settings.issuer,
    audience: settings.audience,
    subject,
    expiresIn: settings.lifetimeSeconds,
  });
}
