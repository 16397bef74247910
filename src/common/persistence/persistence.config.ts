import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, nonEmpty, variable, wholeNumber } from '../config/config.js';
import type { PersistenceOptions } from './persistence.options.js';

export const persistenceConfig = defineConfig(
  'persistence',
  {
    DATABASE_URL: variable(
      nonEmpty.pipe(z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')),
      'Postgres to keep our own state in; outside production an embedded server starts when this is not set',
    ),
    DATABASE_POOL_SIZE: variable(wholeNumber(20, { min: 1, max: 200 }), 'connections this process may hold', {
      example: '20',
    }),
    DATABASE_STATEMENT_TIMEOUT_MS: variable(
      wholeNumber(5_000, { min: 100, max: 600_000 }),
      'milliseconds one statement may take',
      { example: '5000' },
    ),
    DATABASE_SSL: variable(flag(false), 'encrypt the connection and verify the server', { example: 'false' }),
  },
  (values): PersistenceOptions => ({
    url: values.DATABASE_URL,
    poolSize: values.DATABASE_POOL_SIZE,
    statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
    ssl: values.DATABASE_SSL,
  }),
);

export type PersistenceConfig = ConfigOf<typeof persistenceConfig>;
