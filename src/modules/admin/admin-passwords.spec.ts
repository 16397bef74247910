import { describe, expect, it } from '@jest/globals';
import { adminPasswordFault, newTemporaryPassword } from './admin-passwords.js';

const EMAIL = 'ana.souza@example.com';
const fault = (next: string, email = EMAIL) => adminPasswordFault(next, 'current-password', email);

describe('the password of an administrator', () => {
  it.each([
    ['eleven-char', 'TOO_SHORT'],
    ['ábçdéfghíj1', 'TOO_SHORT'],
    ['password123456', 'COMMON'],
    ['pr1m31r0ac3ss0', 'COMMON'],
    ['aaaaaaaaaaaa', 'COMMON'],
    ['x-ana.souza-x', 'EMAIL'],
    ['X-ANA.SOUZA@EXAMPLE.COM', 'EMAIL'],
    ['current-password', 'SAME_AS_CURRENT'],
  ])('is not %s', (next, expected) => {
    expect(fault(next)).toBe(expected);
  });

  it.each(['correct horse battery', 'três pratos de trigo', 'k7f3-9qpa-w2mz'])('may be %s', (next) => {
    expect(fault(next)).toBeUndefined();
  });

  it('may hold the few letters that come before the @ of a short address', () => {
    expect(fault('banana com canela', 'ana@example.com')).toBeUndefined();
  });
});

describe('a temporary password', () => {
  it('is another one every time, good for 72 hours, and one that the rules allow', () => {
    const made = Array.from({ length: 50 }, () => newTemporaryPassword(0));
    expect(new Set(made.map(({ password }) => password)).size).toBe(50);
    for (const { password, until } of made) {
      expect(password).toMatch(/^(?:[a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
      expect(fault(password)).toBeUndefined();
      expect(until.getTime()).toBe(72 * 3_600_000);
    }
  });
});
