import { randomBytes } from 'node:crypto';
import { openBytes, sealBytes } from '../../common/auth/sealing.js';

const KEY_BYTES = 32;

/** A credential in three parts, none of which opens anything alone: this, the wrapped key, and the server's key. */
export interface SealedCredential {
  /** Lies in the session's row. */
  readonly ciphertext: Buffer;
  /** Travels in the customer's own tokens only; base64url. */
  readonly wrappedKey: string;
}

/** Seals a secret for one session under a data key of its own, wrapped by the server's key. */
export function sealCredential(serverKey: Buffer, sessionId: string, secret: string): SealedCredential {
  const dataKey = randomBytes(KEY_BYTES);
  return {
    ciphertext: sealBytes(dataKey, sessionId, Buffer.from(secret, 'utf8')),
    wrappedKey: sealBytes(serverKey, sessionId, dataKey).toString('base64url'),
  };
}

/** Seals another secret under the data key that the session's tokens already carry; undefined when it is no key. */
export function resealCredential(
  serverKey: Buffer,
  sessionId: string,
  wrappedKey: string,
  secret: string,
): Buffer | undefined {
  const dataKey = openBytes(serverKey, sessionId, Buffer.from(wrappedKey, 'base64url'));
  return dataKey === undefined ? undefined : sealBytes(dataKey, sessionId, Buffer.from(secret, 'utf8'));
}

/** The secret, or undefined when the parts do not belong together. */
export function openCredential(serverKey: Buffer, sessionId: string, sealed: SealedCredential): string | undefined {
  const dataKey = openBytes(serverKey, sessionId, Buffer.from(sealed.wrappedKey, 'base64url'));
  if (dataKey === undefined) return undefined;
  return openBytes(dataKey, sessionId, sealed.ciphertext)?.toString('utf8');
}
