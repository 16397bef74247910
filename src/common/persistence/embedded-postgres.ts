import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, realpath } from 'node:fs/promises';
import { Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { lockDataFolder } from './data-folder-lock.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import {
  EMBEDDED_ROLE,
  dataDirectoryArgument,
  ensureCluster,
  serverEnvironment,
  stopLeftoverServer,
  stopServer,
} from './postgres-cluster.js';
import type { PostgresCluster } from './postgres-cluster.js';
import { chooseServerAccount } from './server-account.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster, its password and its lock; created when missing, survives restarts. */
  dataDir: string;
  /** false: no fsync and no full page writes, for data that may be lost (tests). */
  durable: boolean;
  /** Receives the server's own messages, one line each; they hold no statement and no row value. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** `postgres://` address of database `app` on 127.0.0.1, with its password: not for logs. */
  url: string;
  /** Ends all sessions and stops the server (fast shutdown); safe to call twice. */
  stop(): Promise<void>;
}

const DATABASE = 'app';
const PORT_ATTEMPTS = 5;
/** Replaying the write-ahead log after a crash comes before being ready. */
const START_LIMIT_MS = 120_000;

/** Waits for its input to close, which happens however the product ends, then asks the server for a fast shutdown. */
const POSIX_WATCHDOG = 'trap "" HUP INT TERM; while read -r line; do :; done; kill -INT "$1"';
const WINDOWS_WATCHDOG =
  "process.stdin.resume().on('close', () => require('node:child_process')" +
  ".spawnSync(process.argv[1], ['stop', '-D', process.argv[2], '-m', 'fast'], { windowsHide: true }))";

/**
 * Starts a real Postgres server as a child of this process, with its data in `dataDir`.
 * It runs in its own session, so a terminal's Ctrl-C reaches only the product, which stops it when done;
 * a watchdog stops it when the product is killed.
 *
 * @throws DataFolderInUseError when another live process has started a server on the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const unlock = await lockDataFolder(dataDir);
  try {
    const dir = join(dataDir, 'cluster');
    const account = await chooseServerAccount(dir);
    const cluster: PostgresCluster = { dir, account, binaries: await locatePostgresBinaries(account) };
    await stopLeftoverServer(cluster);
    const password = await ensureCluster(cluster, dataDir, options.durable);
    const server = await launch(cluster, options);
    const address = (database: string): string =>
      `postgres://${EMBEDDED_ROLE}:${password}@127.0.0.1:${server.port}/${database}`;
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= server.stop().finally(unlock));
    try {
      await ensureDatabase(address('postgres'));
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: address(DATABASE), stop };
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

async function launch(cluster: PostgresCluster, options: EmbeddedPostgresOptions): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    try {
      return await launchOn(port, cluster, options);
    } catch (error) {
      // Another process may take the port between our look and the server's own bind.
      const portTaken = error instanceof Error && error.message.includes('could not create any TCP/IP sockets');
      if (!portTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function launchOn(
  port: number,
  cluster: PostgresCluster,
  options: EmbeddedPostgresOptions,
): Promise<RunningServer> {
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', dataDirectoryArgument(cluster.dir, cluster.account), ...serverSettings(port, options.durable)],
    {
      cwd: cluster.dir,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      ...cluster.account,
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const watchdog = child.pid === undefined ? undefined : startWatchdog(child.pid, cluster);
  let stopping = false;
  void ended.then(() => {
    watchdog?.kill('SIGKILL');
    if (!stopping) options.log?.('the embedded Postgres server has ended');
  });

  try {
    await untilReady(child, options.log);
  } catch (error) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGQUIT');
    throw error;
  }
  // The product may end while the server runs; the watchdog then stops it.
  child.unref();
  return {
    port,
    stop: async () => {
      stopping = true;
      child.ref();
      if (child.pid !== undefined) await stopServer(child.pid, cluster);
      await ended;
    },
  };
}

function serverSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '32MB',
    max_wal_size: '256MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    // Errors of statements quote row values: they reach the client, never the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function startWatchdog(serverPid: number, cluster: PostgresCluster): ChildProcess {
  const [program, ...flags] =
    process.platform === 'win32'
      ? [process.execPath, '-e', WINDOWS_WATCHDOG, cluster.binaries.pgCtl, cluster.dir]
      : ['/bin/sh', '-c', POSIX_WATCHDOG, 'postgres-watchdog', String(serverPid)];
  const watchdog = spawn(program ?? '/bin/sh', flags, {
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin?.on('error', () => undefined);
  watchdog.unref();
  unrefStream(watchdog.stdin);
  return watchdog;
}

/** Child pipes are sockets, which their type does not say: an open one would keep the product alive. */
function unrefStream(stream: unknown): void {
  if (stream instanceof Socket) stream.unref();
}

async function untilReady(child: ChildProcess, log?: (line: string) => void): Promise<void> {
  const { stderr } = child;
  if (stderr === null) throw new Error('the embedded Postgres server has no message stream');
  const recent: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready in ${START_LIMIT_MS} ms: ${recent.join('; ')}`)),
      START_LIMIT_MS,
    );
    timer.unref();
    child.once('error', reject);
    child.once('close', () => reject(new Error(`the embedded Postgres server did not start: ${recent.join('; ')}`)));
    createInterface({ input: stderr }).on('line', (line) => {
      log?.(line);
      if (recent.push(line) > 20) recent.shift();
      if (line.includes('database system is ready to accept connections')) {
        clearTimeout(timer);
        resolve();
      }
    });
  });
  recent.length = 0;
  unrefStream(stderr);
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port on 127.0.0.1'));
      });
    });
  });
}
