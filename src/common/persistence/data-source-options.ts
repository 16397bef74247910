import type { DataSourceOptions } from 'typeorm';
import type { PersistenceOptions } from './persistence.options.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';

const CONNECT_TIMEOUT_MS = 5_000;

/** Name of the table that lists the migrations a database has had. */
export const MIGRATION_TABLE = 'schema_migration';

/** The TypeORM settings every connection of this product shares: UTC, snake_case, no schema changes of its own. */
export function dataSourceOptions(options: PersistenceOptions): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'backend-app-mobile',
    ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
    extra: { statement_timeout: options.statementTimeoutMs, options: '-c TimeZone=UTC' },
    namingStrategy: new SnakeNamingStrategy(),
    migrationsTableName: MIGRATION_TABLE,
    synchronize: false,
    migrationsRun: false,
    // gen_random_uuid() is built into the server: no extension, so no superuser, is needed.
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    // Query logs would hold personal data.
    logging: false,
  };
}
