import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_BITS = 2_048;

/**
 * The signing key of an audience outside production: made once and kept in the data folder, so that tokens outlive a
 * restart.
 */
export async function demoSigningKey(dataDir: string, audience: 'customer' | 'admin'): Promise<string> {
  const folder = join(dataDir, 'keys');
  const file = join(folder, `${audience}.pem`);
  try {
    return await readFile(file, 'utf8');
  } catch {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: KEY_BITS,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, privateKey, { mode: 0o600 });
    return privateKey;
  }
}
