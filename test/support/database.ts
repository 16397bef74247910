import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Settings the global setup hands to the test processes. */
export const SERVER_URL_VARIABLE = 'TEST_DATABASE_SERVER_URL';
export const TEMPLATE_VARIABLE = 'TEST_DATABASE_TEMPLATE';

const CLONE_ATTEMPTS = 50;
const OBJECT_IN_USE = '55006';

export interface TestDatabase {
  /** `postgres://` address of a migrated database of this caller alone. */
  url: string;
  /** Ends all its sessions and removes it. */
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = requireSetting(SERVER_URL_VARIABLE);
  const template = requireSetting(TEMPLATE_VARIABLE);
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) => cloneDatabase(client, template, name));
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => onServer(serverUrl, (client) => dropDatabase(client, name)),
  };
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs `work` on a connection of its own to the server. */
export async function onServer<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/** Two clones at once, or a session of the template that is still closing, make the server refuse for a moment. */
async function cloneDatabase(client: pg.Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
      return;
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
      if (!busy || attempt === CLONE_ATTEMPTS) throw error;
      await delay(20 + Math.random() * 80);
    }
  }
}

function requireSetting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run the tests through jest, whose global setup sets it`);
  return value;
}
