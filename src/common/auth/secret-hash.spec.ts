import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '@node-rs/argon2';
import { hashSecret, verifySecret } from './secret-hash.js';

describe('secrets', () => {
  it('are hashed with argon2id and a salt of their own', async () => {
    const first = await hashSecret('correct horse');
    expect(first).toMatch(/^\$argon2id\$/);
    expect(parseOptions(first)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await hashSecret('correct horse')).not.toBe(first);
  });

  it('are verified', async () => {
    const hashed = await hashSecret('correct horse');
    expect(await verifySecret(hashed, 'correct horse')).toBe(true);
    expect(await verifySecret(hashed, 'Correct horse')).toBe(false);
  });

  it('are wrong for somebody who does not exist', async () => {
    expect(await verifySecret(undefined, '')).toBe(false);
    expect(await verifySecret(undefined, 'correct horse')).toBe(false);
  });
});
