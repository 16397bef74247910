import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { processIdentity } from './process-identity.js';

/** Lets a plain Node process load our TypeScript sources. */
const SOURCE_RESOLUTION = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (specifier, context, next) => {
  const ours = specifier.startsWith('./') && !context.parentURL.includes('/node_modules/');
  return next(ours ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;

const SOURCE = new URL('embedded-postgres.ts', import.meta.url).href;

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function untilGone(pid: number): Promise<void> {
  while (processIdentity(pid) !== undefined) await delay(20);
}

describe('the embedded Postgres server', () => {
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];
  const products: ChildProcess[] = [];

  async function start(folder = dataDir): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
    started.push(server);
    return server;
  }

  /** Another process that starts a server on the folder and stays. */
  async function startProduct(): Promise<{ product: ChildProcess; url: string }> {
    const program = `const { startEmbeddedPostgres } = await import(${JSON.stringify(SOURCE)});
      const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: true });
      process.stdout.write(server.url + '\\n');
      setInterval(() => undefined, 1000);`;
    const resolution = `data:text/javascript,${encodeURIComponent(SOURCE_RESOLUTION)}`;
    const product = spawn(process.execPath, ['--import', resolution, '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    });
    products.push(product);
    for await (const url of createInterface({ input: product.stdout })) return { product, url };
    throw new Error('the product ended before its server was ready');
  }

  async function serverPid(): Promise<number> {
    return Number.parseInt(await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  }

  let pristine: string;

  beforeAll(async () => {
    pristine = await mkdtemp(join(tmpdir(), 'embedded-postgres-spec-'));
    await (await startEmbeddedPostgres({ dataDir: pristine, durable: false })).stop();
  });

  afterAll(async () => {
    await rm(pristine, { recursive: true, force: true });
  });

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-postgres-spec-'));
    await cp(pristine, dataDir, { recursive: true });
  });

  afterEach(async () => {
    for (const product of products.splice(0)) product.kill('SIGKILL');
    for (const server of started.splice(0)) await server.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  });

  it('speaks UTF-8 and UTC, takes many connections and keeps its password private', async () => {
    const { url } = await start();
    expect(
      await query(
        url,
        `SELECT current_setting('TimeZone') AS zone, current_setting('server_encoding') AS encoding,
                current_database() AS database, current_setting('max_connections')::int AS connections, upper('ção') AS upper`,
      ),
    ).toEqual([{ zone: 'UTC', encoding: 'UTF8', database: 'app', connections: 200, upper: 'ÇÃO' }]);
    expect((await stat(join(dataDir, 'password'))).mode & 0o077).toBe(0);

    const sessions = await Promise.all(
      Array.from({ length: 60 }, () => query(url, 'SELECT pg_backend_pid() AS pid, pg_sleep(0.2)')),
    );
    expect(new Set(sessions.flat().map((row) => JSON.stringify(row))).size).toBe(60);
  });

  it('refuses a wrong password', async () => {
    const address = new URL((await start()).url);
    address.password = 'wrong';
    await expect(query(address.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('stops completely and finds its data again', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    const pid = await serverPid();
    await Promise.all([first.stop(), first.stop()]);
    expect(processIdentity(pid)).toBeUndefined();
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false);

    const second = await start();
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });

  it('runs beside a server on another folder', async () => {
    const [one, other] = await Promise.all([start(), start(join(dataDir, 'other'))]);
    await query(one.url, 'CREATE TABLE only_here (id int)');
    expect(await query(other.url, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: null }]);
  });

  it('refuses a folder that is in use, and says by whom', async () => {
    await start();
    await expect(start()).rejects.toThrow(new RegExp(`^data folder .* is in use by process ${process.pid}$`));
  });

  it('lets exactly one of several simultaneous starts have the folder', async () => {
    await writeFile(join(dataDir, 'owner.json'), JSON.stringify({ pid: 2 ** 22 + 1, identity: 'gone' }));
    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('does not outlive a killed product, and keeps what was committed', async () => {
    const { product, url } = await startProduct();
    await query(url, 'CREATE TABLE kept AS SELECT 8 AS number');
    const pid = await serverPid();
    product.kill('SIGKILL');
    await untilGone(pid);

    const next = await start();
    expect(await query(next.url, 'SELECT number FROM kept')).toEqual([{ number: 8 }]);
  });

  it('replaces a server and sessions left by a killed product at once', async () => {
    const { product, url } = await startProduct();
    await query(url, 'CREATE TABLE kept AS SELECT 9 AS number');
    const pid = await serverPid();
    product.kill('SIGKILL');
    await once(product, 'exit');
    process.kill(pid, 'SIGKILL');

    const next = await start();
    expect(await query(next.url, 'SELECT number FROM kept')).toEqual([{ number: 9 }]);
  });

  it('never ends a foreign process whose number stands in a stale pid file', async () => {
    const foreign = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    products.push(foreign);
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
    await writeFile(pidFile, `${foreign.pid}\n${join(dataDir, 'cluster')}\n1\n5432\n`);

    const next = await start();
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(foreign.exitCode ?? foreign.signalCode).toBeNull();
  });

  it('starts over when its creation was interrupted', async () => {
    await rm(join(dataDir, 'cluster'), { recursive: true });
    await writeFile(join(dataDir, 'creating-half'), '');
    const next = await start();
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'creating-half'))).toBe(false);
  });
});
