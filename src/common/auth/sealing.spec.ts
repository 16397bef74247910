import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyFor, openBytes, sealBytes } from './sealing.js';

const key = randomBytes(32);
const clear = Buffer.from('texto em claro');

describe('sealed bytes', () => {
  it('open under their key and context only', () => {
    const sealed = sealBytes(key, 'here', clear);
    expect(openBytes(key, 'here', sealed)).toEqual(clear);
    expect(openBytes(key, 'there', sealed)).toBeUndefined();
    expect(openBytes(randomBytes(32), 'here', sealed)).toBeUndefined();
    expect(openBytes(key, 'here', sealed.subarray(0, -1))).toBeUndefined();
    expect(openBytes(key, 'here', Buffer.alloc(10))).toBeUndefined();
    expect(openBytes(randomBytes(16), 'here', sealed)).toBeUndefined();
  });

  it('are never the same twice', () => {
    expect(sealBytes(key, 'here', clear)).not.toEqual(sealBytes(key, 'here', clear));
  });
});

describe('a key for one use', () => {
  it('is stable, and shared with no other use', () => {
    expect(keyFor(key, 'codes')).toEqual(keyFor(key, 'codes'));
    expect(keyFor(key, 'codes')).toHaveLength(32);
    expect(keyFor(key, 'codes')).not.toEqual(keyFor(key, 'links'));
  });
});
