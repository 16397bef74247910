import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { projectDirectory } from './project-directory.js';

/** One numbered step of the schema, as its two files say. */
export interface SqlMigration {
  number: number;
  /** `NNNN-name`. */
  title: string;
  upSql: string;
  downSql: string;
}

export interface MigrationTarget {
  /** `postgres://` address of the database to change. */
  url: string;
  /** Folder of the `NNNN-name.up.sql` / `.down.sql` files; the project's own by default. */
  directory?: string;
  ssl?: boolean;
}

/** TypeORM orders migrations by a 13-digit timestamp at the end of their names: ours is this base plus the number. */
const TIMESTAMP_BASE = 1_700_000_000_000;
/** Any number that no other advisory lock of this product uses. */
const MIGRATION_LOCK = 7_206_114_350_001;

const filePattern = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.(up|down)\.sql$/;

/**
 * Reads the migrations of a folder in order.
 *
 * @throws Error for a file of another name, a missing up or down file, a gap or a number used twice.
 */
export async function readSqlMigrations(directory: string): Promise<SqlMigration[]> {
  const found = new Map<string, { up?: string; down?: string }>();
  for (const name of (await readdir(directory)).filter((entry) => entry.endsWith('.sql')).toSorted()) {
    const parts = filePattern.exec(name);
    if (parts === null) throw new Error(`migration file ${name} is not named NNNN-name.up.sql or NNNN-name.down.sql`);
    const title = `${parts[1]}-${parts[2]}`;
    const sql = await readFile(join(directory, name), 'utf8');
    found.set(title, { ...found.get(title), [parts[3] === 'up' ? 'up' : 'down']: sql });
  }
  const migrations: SqlMigration[] = [];
  for (const [title, { up, down }] of found) {
    if (up === undefined) throw new Error(`migration ${title} has no ${title}.up.sql`);
    if (down === undefined) throw new Error(`migration ${title} has no ${title}.down.sql`);
    const number = Number(title.slice(0, 4));
    const previous = migrations.at(-1);
    if (previous?.number === number) throw new Error(`migrations ${previous.title} and ${title} have the same number`);
    if (number !== migrations.length + 1) {
      throw new Error(`migration ${String(migrations.length + 1).padStart(4, '0')} is missing before ${title}`);
    }
    migrations.push({ number, title, upSql: up, downSql: down });
  }
  return migrations;
}

/** The class TypeORM runs for one migration; its name is `<NNNN-name>-<timestamp>`. */
function toTypeOrmMigration(migration: SqlMigration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = `${migration.title}-${TIMESTAMP_BASE + migration.number}`;

    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(migration.upSql);
    }

    async down(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(migration.downSql);
    }
  };
}

/**
 * Brings a database up to date. Each migration runs in its own transaction; instances that start together wait for
 * each other.
 *
 * @returns the titles of the migrations that ran now.
 */
export async function runMigrations(target: MigrationTarget): Promise<string[]> {
  return withMigrations(target, async (dataSource) =>
    (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => titleOf(migration.name)),
  );
}

/**
 * Takes the newest migration back.
 *
 * @returns its title, undefined when the database has none.
 */
export async function revertLastMigration(target: MigrationTarget): Promise<string | undefined> {
  return withMigrations(target, async (dataSource) => {
    const newest = (await executedMigrations(dataSource)).at(-1);
    if (newest === undefined) return undefined;
    await dataSource.undoLastMigration({ transaction: 'each' });
    return titleOf(newest);
  });
}

/** Titles of the migrations a database has not had yet, for a start that must not change the schema itself. */
export async function pendingMigrations(target: MigrationTarget): Promise<string[]> {
  const migrations = await readSqlMigrations(target.directory ?? join(projectDirectory(), 'migrations'));
  const dataSource = await connect(target, []);
  try {
    const executed = new Set((await executedMigrations(dataSource)).map(titleOf));
    return migrations.map(({ title }) => title).filter((title) => !executed.has(title));
  } finally {
    await dataSource.destroy();
  }
}

async function withMigrations<T>(target: MigrationTarget, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const migrations = await readSqlMigrations(target.directory ?? join(projectDirectory(), 'migrations'));
  const dataSource = await connect(target, migrations.map(toTypeOrmMigration));
  try {
    const guard = dataSource.createQueryRunner();
    try {
      // Held by this session, so a killed process gives it back.
      await guard.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
      return await work(dataSource);
    } finally {
      await guard.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
      await guard.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function connect(target: MigrationTarget, migrations: (new () => MigrationInterface)[]): Promise<DataSource> {
  const dataSource = new DataSource({
    ...dataSourceOptions({
      url: target.url,
      poolSize: 3,
      // A migration may take its time.
      statementTimeoutMs: 0,
      ...(target.ssl === undefined ? {} : { ssl: target.ssl }),
    }),
    migrations,
  });
  return dataSource.initialize();
}

async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const known = await dataSource.query<{ found: boolean }[]>(
    "SELECT to_regclass('schema_migration') IS NOT NULL AS found",
  );
  if (known[0]?.found !== true) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM schema_migration ORDER BY timestamp');
  return rows.map(({ name }) => name);
}

function titleOf(migrationName: string): string {
  return migrationName.replace(/-\d{13}$/, '');
}
