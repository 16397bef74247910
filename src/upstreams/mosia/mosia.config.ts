import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { MOSIA } from './mosia.operation.js';

/** How Mosia is reached. */
export interface MosiaConnection {
  readonly authorization: string;
  readonly system: UpstreamSystem;
}

export const mosiaConfig = defineConfig(
  MOSIA,
  {
    MOSIA_URL: variable(
      httpUrl.optional(),
      'address of Mosia Omnichannel, the contact centre (https://api.mosiaomnichannel.com.br); what needs it is off when not set',
    ),
    MOSIA_AUTHORIZATION: variable(
      // Goes into a header: visible ASCII, and a space where it has a scheme.
      nonEmpty.regex(/^[\x20-\x7e]+$/, 'must be visible characters').optional(),
      'our token at Mosia, sent as the Authorization header as it is; required with MOSIA_URL',
    ),
    MOSIA_TIMEOUT_MS: variable(
      wholeNumber(5_000, { min: 50, max: 120_000 }),
      'milliseconds one call to Mosia may take in all',
      { example: '5000' },
    ),
  },
  (values): { readonly connection: MosiaConnection | null } => {
    const { MOSIA_URL: url, MOSIA_AUTHORIZATION: authorization } = values;
    if (url === undefined || authorization === undefined) return { connection: null };
    return {
      connection: {
        authorization,
        system: {
          id: MOSIA,
          baseUrl: url.replace(/\/+$/, ''),
          pathOverrides: new Map(),
          timeoutMs: values.MOSIA_TIMEOUT_MS,
          maxAnswerBytes: 1024 * 1024,
          concurrency: 8,
          queueLimit: 200,
          cacheEntries: 2_000,
        },
      },
    };
  },
  (values) =>
    values.MOSIA_URL !== undefined && values.MOSIA_AUTHORIZATION === undefined
      ? ['MOSIA_AUTHORIZATION: is required with MOSIA_URL']
      : [],
);

export type MosiaConfig = ConfigOf<typeof mosiaConfig>;
