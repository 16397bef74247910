import { z } from 'zod';
import { type ConfigOf, defineConfig, nonEmpty, variable } from '../../common/config/config.js';

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const DEMO_KEY_ID = 'demo';
const DEMO_KEY = 'ZGVtby1lbmNyeXB0aW9uLWtleS1ub3QtZm9yLXByb2Q=';

/** A key by the id that readers choose theirs by. */
export interface EncryptionKey {
  readonly kid: string;
  /** 256 bits. */
  readonly key: Buffer;
}

/** `id=base64`, separated by commas. */
const keys = nonEmpty
  .transform((text) =>
    text.split(',').map((entry): EncryptionKey => {
      const separator = entry.indexOf('=');
      return {
        kid: entry.slice(0, Math.max(separator, 0)).trim(),
        key: Buffer.from(entry.slice(separator + 1), 'base64'),
      };
    }),
  )
  .refine((given) => given.every(({ kid }) => KEY_ID.test(kid)), 'every key must have an id of letters and digits')
  .refine((given) => given.every(({ key }) => key.length === KEY_BYTES), 'every key must be 32 bytes in base64')
  .refine((given) => new Set(given.map(({ kid }) => kid)).size === given.length, 'no two keys may have one id')
  .refine(
    (given) => new Set(given.map(({ key }) => key.toString('hex'))).size === given.length,
    'no two ids may have one key',
  )
  .refine(
    // Alone and under its own id it is the demonstration's value, which production refuses; it must not pass otherwise.
    (given) =>
      (given.length === 1 && given[0]?.kid === DEMO_KEY_ID) ||
      given.every(({ key }) => key.toString('base64') !== DEMO_KEY),
    'the key of the demonstration must not be among your own',
  );

export const cryptoConfig = defineConfig(
  'crypto',
  {
    ENCRYPTION_KEYS: variable(
      keys,
      'keys under which data for web views is encrypted, shared with their servers: id=key (32 bytes, base64), separated by commas',
      { demo: `${DEMO_KEY_ID}=${DEMO_KEY}` },
    ),
    ENCRYPTION_ACTIVE_KEY: variable(
      z.string().default(''),
      'id of the key that encrypts; may be left out when there is one. To rotate: give readers the new key, name it here',
      { example: DEMO_KEY_ID },
    ),
  },
  ({ ENCRYPTION_KEYS: given, ENCRYPTION_ACTIVE_KEY: active }) => {
    const key = activeOf(given, active);
    if (key === undefined) throw new TypeError('the active encryption key is checked before');
    return { activeKey: key };
  },
  ({ ENCRYPTION_KEYS: given, ENCRYPTION_ACTIVE_KEY: active }) =>
    activeOf(given, active) === undefined ? ['ENCRYPTION_ACTIVE_KEY: must be the id of one of ENCRYPTION_KEYS'] : [],
);

function activeOf(given: readonly EncryptionKey[], active: string): EncryptionKey | undefined {
  if (active === '') return given.length === 1 ? given[0] : undefined;
  return given.find(({ kid }) => kid === active);
}

export type CryptoConfig = ConfigOf<typeof cryptoConfig>;
