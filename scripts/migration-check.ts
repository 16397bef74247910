import { randomBytes } from 'node:crypto';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { z } from 'zod';
import { MIGRATION_TABLE, dataSourceOptions } from '../src/common/persistence/data-source-options.js';
import { revertLastMigration, runMigrations } from '../src/common/persistence/sql-migrations.js';
import { openMigrationDatabase, runCommand } from './migration-database.js';
import { insertSampleRows } from './migration-sample-rows.js';

const STATEMENT_TIMEOUT_MS = 60_000;

/** What a complete revert must not leave behind. */
const LEFT_OBJECTS = `
  SELECT c.relkind::text || ' ' || c.relname AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '${MIGRATION_TABLE}%'
  UNION ALL
  SELECT 'function ' || p.proname FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'type ' || t.typname FROM pg_type t
   WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
  ORDER BY 1`;

const NAIVE_TIMESTAMPS = `
  SELECT table_name || '.' || column_name AS name FROM information_schema.columns
   WHERE table_schema = 'public' AND data_type = 'timestamp without time zone' AND table_name <> '${MIGRATION_TABLE}'`;

async function loadEntities(): Promise<void> {
  const compiledSources = fileURLToPath(new URL('../src/', import.meta.url));
  for await (const file of glob('**/*.entity.js', { cwd: compiledSources })) {
    await import(pathToFileURL(join(compiledSources, file)).href);
  }
}

/** Foreign keys and checks are rules of the database alone: an entity need not import another module's to repeat them. */
const SQL_ONLY_CONSTRAINTS = `
  SELECT conname AS name FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`;

/** TypeORM's schema builder asks many things of one connection at once, which pg is to refuse: here they wait in line. */
class PatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const ask = this.query.bind(this);
    let last: Promise<unknown> = Promise.resolve();
    Reflect.set(this, 'query', (...asked: unknown[]): Promise<unknown> => {
      const answer = last.then((): unknown => Reflect.apply(ask, this, asked));
      last = answer.catch(() => undefined);
      return answer;
    });
  }
}

/**
 * The statements TypeORM would run to turn the migrated schema into the one the entities describe, without those that
 * would only drop a foreign key or a check no entity mentions.
 */
async function driftOf(url: string): Promise<string[]> {
  const entities = getMetadataArgsStorage().tables.flatMap(({ target }) =>
    typeof target === 'function' ? [target] : [],
  );
  const options = dataSourceOptions({ url, poolSize: 2, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  const extra = { ...z.looseObject({}).parse(options.extra), Client: PatientClient };
  const dataSource = new DataSource({ ...options, extra, entities });
  await dataSource.initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    const sqlOnly = new Set(await namesOf(url, SQL_ONLY_CONSTRAINTS));
    const statements = upQueries.map(({ query }) => query);
    return statements.filter((statement) => {
      const dropped = /^ALTER TABLE \S+ DROP CONSTRAINT "([^"]+)"$/.exec(statement)?.[1];
      const addedBack = statements.some((other) => other.includes(`ADD CONSTRAINT "${dropped}"`));
      return dropped === undefined || !sqlOnly.has(dropped) || addedBack;
    });
  } finally {
    await dataSource.destroy();
  }
}

async function namesOf(url: string, query: string): Promise<string[]> {
  return withClient(url, async (client) => (await client.query<{ name: string }>(query)).rows.map(({ name }) => name));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs `work` on a new empty database of the server at `serverUrl`, and drops it. */
async function onScratchDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `migration_check_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  try {
    await work(url.href);
  } finally {
    await withClient(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }
}

async function check(url: string): Promise<void> {
  const up = await runMigrations({ url });
  const drift = await driftOf(url);
  if (drift.length > 0)
    throw new Error(`the migrations and the entities differ; TypeORM would run:\n${drift.join(';\n')}`);
  const naive = await namesOf(url, NAIVE_TIMESTAMPS);
  if (naive.length > 0) throw new Error(`columns without a time zone, use timestamptz: ${naive.join(', ')}`);
  await insertSampleRows(url);

  let down = 0;
  while ((await revertLastMigration({ url })) !== undefined) down++;
  const left = await namesOf(url, LEFT_OBJECTS);
  if (left.length > 0) throw new Error(`the down migrations leave behind: ${left.join(', ')}`);
  const again = await runMigrations({ url });
  const laterDrift = await driftOf(url);
  if (laterDrift.length > 0) throw new Error(`up after down differs; TypeORM would run:\n${laterDrift.join(';\n')}`);
  process.stdout.write(`migrations: ${up.length} up, ${down} down, ${again.length} up; drift: none\n`);
}

await runCommand(async () => {
  await loadEntities();
  const scratchDir = await mkdtemp(join(tmpdir(), 'migration-check-'));
  try {
    const database = await openMigrationDatabase(scratchDir);
    try {
      await onScratchDatabase(database.url, check);
    } finally {
      await database.stop();
    }
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
});
