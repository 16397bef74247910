import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openCredential, resealCredential, sealCredential } from './credential-sealing.js';

const serverKey = randomBytes(32);
const session = '3d0a2f3c-6b73-4f0e-9a43-2f1b0d0c7a11';

describe('sealed credentials', () => {
  it('open with all three parts', () => {
    const sealed = sealCredential(serverKey, session, 'sénha-1234');
    expect(openCredential(serverKey, session, sealed)).toBe('sénha-1234');
    expect(sealed.ciphertext.toString('latin1')).not.toContain('1234');
  });

  it('do not open with another server key, session, data key or a changed byte', () => {
    const sealed = sealCredential(serverKey, session, 'secret');
    const other = sealCredential(serverKey, session, 'secret');
    const changed = Buffer.from(sealed.ciphertext);
    changed[changed.length - 1]! ^= 1;
    expect(openCredential(randomBytes(32), session, sealed)).toBeUndefined();
    expect(openCredential(serverKey, 'another-session', sealed)).toBeUndefined();
    expect(openCredential(serverKey, session, { ...sealed, wrappedKey: other.wrappedKey })).toBeUndefined();
    expect(openCredential(serverKey, session, { ...sealed, wrappedKey: '' })).toBeUndefined();
    expect(openCredential(serverKey, session, { ...sealed, ciphertext: changed })).toBeUndefined();
  });

  it('can hold another secret under the key that the tokens carry', () => {
    const { wrappedKey } = sealCredential(serverKey, session, 'old');
    const ciphertext = resealCredential(serverKey, session, wrappedKey, 'new')!;
    expect(openCredential(serverKey, session, { ciphertext, wrappedKey })).toBe('new');
    expect(resealCredential(serverKey, 'another-session', wrappedKey, 'new')).toBeUndefined();
  });
});
