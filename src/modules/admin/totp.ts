import { Secret, TOTP } from 'otpauth';
import type { Clock } from '../../common/brazil/dates.js';

/** What every authenticator app understands (RFC 6238); some of them ignore other settings without a word. */
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps before and after the present one whose code is taken too: clocks differ, and people type slowly. */
const WINDOW = 1;
/** The length of the HMAC's output, as RFC 4226 recommends. */
const SECRET_BYTES = 20;

/** What an administrator hands to the authenticator app, in two spellings. */
export interface TotpEnrolment {
  /** `otpauth://` address, usually shown as a QR code. */
  readonly uri: string;
  /** The secret in base 32, to be typed. */
  readonly secret: string;
}

export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);

export function totpEnrolment(secret: Buffer, issuer: string, label: string): TotpEnrolment {
  const shared = secretOf(secret);
  return { uri: new TOTP({ ...SETTINGS, issuer, label, secret: shared }).toString(), secret: shared.base32 };
}

/** The time step (30 s, counted from 1970) that the code is of, within the window; undefined for any other text. */
export function totpStep(secret: Buffer, code: string, clock: Clock = Date.now): number | undefined {
  const timestamp = clock();
  const { period } = SETTINGS;
  const delta = TOTP.validate({ ...SETTINGS, secret: secretOf(secret), token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period, timestamp }) + delta;
}

const secretOf = (secret: Buffer): Secret => Secret.fromHex(secret.toString('hex'));
