import { describe, expect, it } from '@jest/globals';
import { keyedHash } from './keyed-hash.js';

const hash = (pepper: string, purpose: string, text: string) => keyedHash(pepper, purpose, text).toString('hex');

describe('keyedHash', () => {
  it('is the same for the same and different for any difference', () => {
    expect(hash('pepper', 'use', 'text')).toBe(hash('pepper', 'use', 'text'));
    const all = [
      hash('pepper', 'use', 'text'),
      hash('other', 'use', 'text'),
      hash('pepper', 'us', 'etext'),
      hash('pepper', 'use', 'texts'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('shows nothing of the text', () => {
    expect(hash('pepper', 'use', '11144477735')).toMatch(/^[\da-f]{64}$/);
  });
});
