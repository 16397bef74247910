import { describe, expect, it } from '@jest/globals';
import { newTotpSecret, totpEnrolment, totpStep } from './totp.js';

/** The secret of RFC 6238, appendix B; its codes have eight digits, of which six are the last. */
const SECRET = Buffer.from('12345678901234567890', 'latin1');
const at = (seconds: number) => () => seconds * 1_000;

describe('a time-based code', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d seconds is that of RFC 6238', (seconds, code, step) => {
    expect(totpStep(SECRET, code, at(seconds))).toBe(step);
  });

  it('is taken one step early or late, and says which step it is of', () => {
    for (const seconds of [0, 29, 30, 59, 60, 89]) expect(totpStep(SECRET, '287082', at(seconds))).toBe(1);
    expect(totpStep(SECRET, '287082', at(90))).toBeUndefined();
    expect(totpStep(SECRET, '081804', at(1_111_111_109 - 60))).toBeUndefined();
  });

  it.each(['287083', '28708', '2870820', '', 'abcdef', ' 287082'])('is not %j', (code) => {
    expect(totpStep(SECRET, code, at(59))).toBeUndefined();
  });

  it('of another secret is refused', () => {
    expect(totpStep(newTotpSecret(), '287082', at(59))).toBeUndefined();
  });
});

describe('an enrolment', () => {
  it('names issuer, account and every setting', () => {
    const { uri, secret } = totpEnrolment(SECRET, 'Provedor & Cia', 'ana@example.com');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const address = new URL(uri);
    expect(`${address.protocol}//${address.host}${decodeURIComponent(address.pathname)}`).toBe(
      'otpauth://totp/Provedor & Cia:ana@example.com',
    );
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: 'Provedor & Cia',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('has a secret of 160 bits of its own', () => {
    const secrets = Array.from({ length: 20 }, newTotpSecret);
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(20);
    for (const secret of secrets) expect(secret).toHaveLength(20);
  });
});
