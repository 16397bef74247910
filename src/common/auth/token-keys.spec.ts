import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { signAccessToken, type TokenSettings } from './jwt-verification.js';
import { TokenKeys } from './token-keys.js';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [current, previous] = [pair(), pair()];

describe('TokenKeys', () => {
  it('verifies with the signing key and those before it, by their ids', () => {
    const before = new TokenKeys(previous.privateKey);
    const keys = new TokenKeys(current.privateKey, [previous.publicKey]);
    expect(keys.published.map(({ kid }) => kid)).toEqual([keys.signingKeyId, before.signingKeyId]);
    expect(keys.verifyingKey(keys.signingKeyId)?.type).toBe('public');
    expect(keys.verifyingKey(before.signingKeyId)?.type).toBe('public');
    expect(keys.verifyingKey('unknown')).toBeUndefined();
  });

  it('publishes nothing private', () => {
    for (const key of new TokenKeys(current.privateKey).published) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
  });

  it('names a key after itself: RFC 7638', () => {
    expect(new TokenKeys(current.privateKey).signingKeyId).toBe(new TokenKeys(current.privateKey).signingKeyId);
    expect(new TokenKeys(current.privateKey).signingKeyId).not.toBe(new TokenKeys(previous.privateKey).signingKeyId);
  });

  it('takes RSA keys only', () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    expect(() => new TokenKeys(privateKey)).toThrow(TypeError);
  });
});

describe('signAccessToken', () => {
  it('writes who it is for, by whom and how long', () => {
    const keys = new TokenKeys(current.privateKey);
    const settings: TokenSettings = { keys, issuer: 'issuer', audience: 'customer', lifetimeSeconds: 60 };
    const token = signAccessToken(settings, 'subject', { sid: 'session' });
    const { header, payload } = jsonwebtoken.verify(token, current.publicKey, { complete: true });
    expect(header).toMatchObject({ alg: 'RS256', kid: keys.signingKeyId });
    expect(payload).toMatchObject({ sub: 'subject', iss: 'issuer', aud: 'customer', sid: 'session' });
    const { iat = 0, exp } = payload as jsonwebtoken.JwtPayload;
    expect(exp).toBe(iat + 60);
  });
});
