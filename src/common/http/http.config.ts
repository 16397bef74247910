import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, variable, wholeNumber } from '../config/config.js';

export const httpConfig = defineConfig(
  'http',
  {
    PORT: variable(wholeNumber(3_000, { min: 0, max: 65_535 }), 'port of the API; 0 takes a free one', {
      example: '3000',
    }),
    HOST: variable(z.string().default('0.0.0.0'), 'address the API listens on', { example: '0.0.0.0' }),
    NODE_ENV: variable(
      z.enum(['production', 'development', 'test']).default('development'),
      'production refuses demo secrets and never starts a simulator or an embedded database',
      { example: 'development' },
    ),
    REQUEST_BUDGET_MS: variable(
      wholeNumber(10_000, { min: 100, max: 120_000 }),
      'milliseconds in which every request is answered, whatever the upstreams do',
      { example: '10000' },
    ),
    TRUST_PROXY: variable(
      z
        .string()
        .default('')
        .transform((text) => (text === '' ? false : text)),
      'addresses of the proxies whose X-Forwarded-For is believed, separated by commas; empty for none',
    ),
    API_DOCS_ENABLED: variable(flag(true), 'serve the interactive documentation at /docs', { example: 'true' }),
    LOG_LEVEL: variable(
      z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
      'lowest level that is logged',
      { example: 'info' },
    ),
    SHUTDOWN_GRACE_MS: variable(
      wholeNumber(10_000, { min: 0, max: 120_000 }),
      'milliseconds that requests in flight get at shutdown',
      { example: '10000' },
    ),
  },
  (values) => ({
    port: values.PORT,
    host: values.HOST,
    production: values.NODE_ENV === 'production',
    requestBudgetMs: values.REQUEST_BUDGET_MS,
    trustProxy: values.TRUST_PROXY,
    apiDocsEnabled: values.API_DOCS_ENABLED,
    logLevel: values.LOG_LEVEL,
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
  }),
);

export type HttpConfig = ConfigOf<typeof httpConfig>;
