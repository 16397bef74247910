import { z } from 'zod';
import { type ConfigOf, defineConfig, nonEmpty, variable, wholeNumber } from '../config/config.js';
import { ChannelKeys } from './channel-keys.js';
import type { TokenSettings } from './jwt-verification.js';
import { TokenKeys } from './token-keys.js';

/** A PEM, also with its line breaks written as `\n`, as env files and secret stores hand it over. */
const pem = nonEmpty.transform((text) => text.replaceAll('\\n', '\n'));
const pemList = z
  .string()
  .default('')
  .transform(
    (text) => text.replaceAll('\\n', '\n').match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [],
  );

const privateKey = pem.refine(isRsaPrivateKey, 'must be an RSA private key in PEM');

function isRsaPrivateKey(text: string): boolean {
  try {
    return new TokenKeys(text).published.length > 0;
  } catch {
    return false;
  }
}

export const authConfig = defineConfig(
  'auth',
  {
    CHANNEL_API_KEYS: variable(
      nonEmpty.transform((text) =>
        text
          .split(',')
          .map((key) => key.trim())
          .filter((key) => key !== ''),
      ),
      'keys that apps and panels send in the apiKey header, separated by commas',
      { demo: 'dev-mobile-key' },
    ),
    TOKEN_ISSUER: variable(z.string().default('backend-app-mobile'), 'issuer of the tokens', {
      example: 'backend-app-mobile',
    }),
    CUSTOMER_TOKEN_PRIVATE_KEY: variable(
      privateKey,
      'RSA private key (PKCS#8 PEM) that signs customer tokens; made and kept in the data folder outside production',
    ),
    CUSTOMER_TOKEN_PREVIOUS_PUBLIC_KEYS: variable(
      pemList,
      'public keys (PEM, one after another) whose customer tokens are still accepted after a rotation',
    ),
    ADMIN_TOKEN_PRIVATE_KEY: variable(
      privateKey,
      'RSA private key (PKCS#8 PEM) that signs administrator tokens; made and kept in the data folder outside production',
    ),
    CUSTOMER_TOKEN_LIFETIME_SECONDS: variable(wholeNumber(600, { min: 60, max: 3_600 }), 'life of a customer token', {
      example: '600',
    }),
    ADMIN_TOKEN_LIFETIME_SECONDS: variable(
      wholeNumber(900, { min: 60, max: 3_600 }),
      'life of an administrator token',
      {
        example: '900',
      },
    ),
    SERVICE_TOKEN_LIFETIME_SECONDS: variable(wholeNumber(600, { min: 60, max: 3_600 }), 'life of a service token', {
      example: '600',
    }),
    IDENTIFIER_PEPPER: variable(
      z.string('is required').min(16, 'must have at least 16 characters'),
      'secret under which documents and addresses are hashed where only a comparison is needed',
      { demo: 'demo-pepper-not-for-production' },
    ),
    VALUE_SIGNING_KEY: variable(
      z.string('is required').min(16, 'must have at least 16 characters'),
      'secret that signs slots and offers handed to apps',
      { demo: 'demo-value-key-not-for-production' },
    ),
    CREDENTIAL_SEALING_KEY: variable(
      z
        .string('is required')
        .transform((text) => Buffer.from(text, 'base64'))
        .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
      'key (32 bytes, base64) that wraps the data keys of sealed customer credentials',
      { demo: 'ZGVtby1zZWFsaW5nLWtleS0zMi1ieXRlcy1sb25nISE=' },
    ),
  },
  (values) => {
    const publishedKeys = new TokenKeys(values.CUSTOMER_TOKEN_PRIVATE_KEY, values.CUSTOMER_TOKEN_PREVIOUS_PUBLIC_KEYS);
    return {
      valueSigningKey: values.VALUE_SIGNING_KEY,
      credentialSealingKey: values.CREDENTIAL_SEALING_KEY,
      channelKeys: new ChannelKeys(values.CHANNEL_API_KEYS),
      identifierPepper: values.IDENTIFIER_PEPPER,
      customerTokens: {
        keys: publishedKeys,
        issuer: values.TOKEN_ISSUER,
        audience: 'customer',
        lifetimeSeconds: values.CUSTOMER_TOKEN_LIFETIME_SECONDS,
      } satisfies TokenSettings,
      // Partners verify these with the published keys too; the audience keeps them apart.
      serviceTokens: {
        keys: publishedKeys,
        issuer: values.TOKEN_ISSUER,
        audience: 'service',
        lifetimeSeconds: values.SERVICE_TOKEN_LIFETIME_SECONDS,
      } satisfies TokenSettings,
      adminTokens: {
        keys: new TokenKeys(values.ADMIN_TOKEN_PRIVATE_KEY),
        issuer: values.TOKEN_ISSUER,
        audience: 'admin',
        lifetimeSeconds: values.ADMIN_TOKEN_LIFETIME_SECONDS,
      } satisfies TokenSettings,
    };
  },
);

export type AuthConfig = ConfigOf<typeof authConfig>;
