import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startEmbeddedPostgres } from '../../src/common/persistence/embedded-postgres.js';
import { runMigrations } from '../../src/common/persistence/sql-migrations.js';
import { SERVER_URL_VARIABLE, TEMPLATE_VARIABLE, databaseUrl, dropDatabase, onServer } from './database.js';

const FOLDER_PREFIX = 'app-test-postgres-';
const DATABASE_PREFIX = 'app_test_';
const LEFTOVER_AGE_MS = 3_600_000;

const teardownSteps: (() => Promise<void>)[] = [];

/** Starts one server for the whole run, with one migrated template database every test database is copied from. */
export async function startDatabaseRun(): Promise<void> {
  try {
    await prepareServer();
  } catch (error) {
    // jest runs no teardown when the setup failed.
    await endDatabaseRun();
    throw error;
  }
}

async function prepareServer(): Promise<void> {
  const configured = process.env['DATABASE_URL'];
  const server =
    configured === undefined || configured === '' ? await startThrowAwayServer() : sharedServer(configured);
  teardownSteps.unshift(server.stop);

  const template = `${DATABASE_PREFIX}${Date.now()}_${randomBytes(4).toString('hex')}`;
  teardownSteps.unshift(() =>
    onServer(server.url, (client) => dropDatabasesOf(client, (name) => name.startsWith(template))),
  );
  await onServer(server.url, async (client) => {
    await dropDatabasesOf(client, isLeftover);
    await client.query(`CREATE DATABASE ${template}`);
  });
  await runMigrations({ url: databaseUrl(server.url, template) });
  process.env[SERVER_URL_VARIABLE] = server.url;
  process.env[TEMPLATE_VARIABLE] = template;
}

/** Removes the run's databases and, when it was started for the run, the server. */
export async function endDatabaseRun(): Promise<void> {
  for (const step of teardownSteps.splice(0)) await step();
}

interface TestServer {
  url: string;
  stop: () => Promise<void>;
}

function sharedServer(url: string): TestServer {
  return { url, stop: () => Promise.resolve() };
}

async function startThrowAwayServer(): Promise<TestServer> {
  await removeLeftoverFolders();
  const dataDir = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** A killed run leaves its folder; its server was stopped by the watchdog. */
async function removeLeftoverFolders(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const folder = join(tmpdir(), name);
    const running = await stat(join(folder, 'cluster', 'postmaster.pid')).catch(() => undefined);
    const age = Date.now() - (await stat(folder).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (running === undefined && age > LEFTOVER_AGE_MS) await rm(folder, { recursive: true, force: true });
  }
}

function isLeftover(name: string): boolean {
  const createdAt = /^app_test_(\d{13})_/.exec(name)?.[1];
  return createdAt !== undefined && Date.now() - Number(createdAt) > LEFTOVER_AGE_MS;
}

async function dropDatabasesOf(client: pg.Client, isWanted: (name: string) => boolean): Promise<void> {
  const databases = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
  for (const { datname } of databases.rows.filter((row) => isWanted(row.datname))) await dropDatabase(client, datname);
}
