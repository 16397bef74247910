import { z } from 'zod';
import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { WEBSERVICE_CLIENTE } from './webservice-cliente.operation.js';

/** `operation-id=/path` pairs, separated by commas. */
const pathOverrides = z
  .string()
  .default('')
  .transform((text, context) => {
    const overrides = new Map<string, string>();
    for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
      // At the first sign: a path may hold a query with more of them.
      const [, id, path] = /^\s*([^=\s]+)\s*=\s*(\/.*?)\s*$/.exec(pair) ?? [];
      if (id === undefined || path === undefined) {
        context.addIssue({ code: 'custom', message: 'must be operation-id=/path pairs' });
        return z.NEVER;
      }
      overrides.set(id, path);
    }
    return overrides;
  });

export const webserviceClienteConfig = defineConfig(
  'webservice-cliente',
  {
    WEBSERVICE_CLIENTE_URL: variable(
      nonEmpty.pipe(httpUrl),
      "address of the provider's ERP; outside production its simulator starts when this is not set",
    ),
    WEBSERVICE_CLIENTE_USER: variable(nonEmpty, 'our user at the ERP'),
    WEBSERVICE_CLIENTE_PASSWORD: variable(nonEmpty, 'password of our user at the ERP'),
    WEBSERVICE_CLIENTE_TIMEOUT_MS: variable(
      wholeNumber(8_000, { min: 50, max: 120_000 }),
      'milliseconds one call to the ERP may take in all',
      { example: '8000' },
    ),
    WEBSERVICE_CLIENTE_CONCURRENCY: variable(
      wholeNumber(32, { min: 1, max: 64 }),
      'calls to the ERP in flight at once',
      { example: '32' },
    ),
    WEBSERVICE_CLIENTE_PATHS: variable(
      pathOverrides,
      'paths that differ from the documented ones: operation-id=/path, separated by commas',
    ),
  },
  (values) => ({
    user: values.WEBSERVICE_CLIENTE_USER,
    password: values.WEBSERVICE_CLIENTE_PASSWORD,
    system: {
      id: WEBSERVICE_CLIENTE,
      baseUrl: values.WEBSERVICE_CLIENTE_URL.replace(/\/+$/, ''),
      pathOverrides: values.WEBSERVICE_CLIENTE_PATHS,
      timeoutMs: values.WEBSERVICE_CLIENTE_TIMEOUT_MS,
      maxAnswerBytes: 8 * 1024 * 1024,
      concurrency: values.WEBSERVICE_CLIENTE_CONCURRENCY,
      queueLimit: 1_000,
      cacheEntries: 10_000,
    } satisfies UpstreamSystem,
  }),
);

export type WebserviceClienteConfig = ConfigOf<typeof webserviceClienteConfig>;
