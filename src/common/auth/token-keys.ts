import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A public key as published in a JWK set. */
export interface PublishedKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'RS256';
  readonly n: string;
  readonly e: string;
}

/**
 * The keys of one audience: one signs, and it and its predecessors verify. Keys are parsed once: a key given as text
 * costs its parsing at every use.
 */
export class TokenKeys {
  private readonly verifying = new Map<string, KeyObject>();
  readonly signingKey: KeyObject;
  readonly signingKeyId: string;
  readonly published: readonly PublishedKey[];

  /**
   * @param privatePem the RSA key that signs, PKCS#8 PEM
   * @param previousPublicPems public keys that still verify after a rotation
   */
  constructor(privatePem: string, previousPublicPems: readonly string[] = []) {
    this.signingKey = createPrivateKey(privatePem);
    const published: PublishedKey[] = [];
    for (const key of [createPublicKey(this.signingKey), ...previousPublicPems.map((pem) => createPublicKey(pem))]) {
      const { kty, n, e } = key.export({ format: 'jwk' });
      if (kty !== 'RSA' || n === undefined || e === undefined) throw new TypeError('token keys must be RSA keys');
      const kid = thumbprint(n, e);
      this.verifying.set(kid, key);
      published.push({ kty, kid, use: 'sig', alg: 'RS256', n, e });
    }
    this.published = published;
    this.signingKeyId = published[0]?.kid ?? '';
  }

  verifyingKey(keyId: string): KeyObject | undefined {
    return this.verifying.get(keyId);
  }
}

/** RFC 7638 thumbprint of an RSA key. */
const thumbprint = (n: string, e: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
