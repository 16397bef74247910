import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasErrorCode } from './error-code.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { processIdentity } from './process-identity.js';
import type { ServerAccount } from './server-account.js';

const run = promisify(execFile);

/** One cluster's folder and what runs it. */
export interface PostgresCluster {
  /** Postgres' own data directory, inside the product's data folder. */
  dir: string;
  binaries: PostgresBinaries;
  account: ServerAccount | undefined;
}

const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** Name of the only role; it owns everything in an embedded cluster. */
export const EMBEDDED_ROLE = 'app';

/** Environment of the server's programs: none of the product's own settings, whose values may be secret. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * How the server is told its data directory. An account other than ours may not be allowed to walk the folders above
 * it, so on Linux it enters the directory as its working directory and needs none of them.
 */
export function dataDirectoryArgument(dir: string, account: ServerAccount | undefined): string {
  return account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : dir;
}

/**
 * Creates the cluster (UTF8, C.UTF-8, password login only) when its folder does not exist. It is built aside and
 * renamed, so an interrupted creation is never mistaken for a cluster.
 *
 * @returns the password of the cluster's role.
 */
export async function ensureCluster(cluster: PostgresCluster, dataDir: string, durable: boolean): Promise<string> {
  const passwordFile = join(dataDir, 'password');
  for (const name of await readdir(dataDir)) {
    if (name.startsWith('creating-')) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  const existing = await lstat(cluster.dir).catch(() => undefined);
  if (existing !== undefined) {
    await takeOwnership(cluster, existing.uid);
    return (await readFile(passwordFile, 'utf8')).trim();
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const draft = { ...cluster, dir: join(dataDir, `creating-${randomBytes(6).toString('hex')}`) };
  await mkdir(draft.dir, { mode: 0o700 });
  if (cluster.account !== undefined) await chown(draft.dir, cluster.account.uid, cluster.account.gid);
  await initialiseCluster(draft, passwordFile, durable);
  await rename(draft.dir, cluster.dir);
  return password;
}

async function takeOwnership(cluster: PostgresCluster, owner: number): Promise<void> {
  const { account, dir } = cluster;
  const uid = process.getuid?.();
  if (account !== undefined && owner !== account.uid) await chownTree(dir, account);
  if (account === undefined && uid !== undefined && owner !== uid) {
    throw new Error(`data folder ${dir} belongs to uid ${owner} but this process runs as uid ${uid}`);
  }
  // Postgres refuses a folder that a copy or a checkout tool has opened to others.
  if (process.platform !== 'win32') await chmod(dir, 0o700);
}

async function chownTree(path: string, account: ServerAccount): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  if (stats.isDirectory()) for (const name of await readdir(path)) await chownTree(join(path, name), account);
  await chown(path, account.uid, account.gid);
}

async function initialiseCluster(cluster: PostgresCluster, passwordFile: string, durable: boolean): Promise<void> {
  const { binaries, account, dir } = cluster;
  const viaDescriptor = process.platform !== 'win32';
  // A descriptor can be read by the server's account although the file's folder is closed to it; the file is not
  // ours to hand over, so a descriptor of an unnamed copy goes instead.
  const copy = `${passwordFile}.init`;
  await writeFile(copy, await readFile(passwordFile), { mode: 0o600 });
  if (account !== undefined) await chown(copy, account.uid, account.gid);
  const handle = await open(copy, 'r');
  try {
    const flags = [
      `--pgdata=${dataDirectoryArgument(dir, account)}`,
      `--username=${EMBEDDED_ROLE}`,
      `--pwfile=${viaDescriptor ? '/dev/fd/3' : copy}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ];
    const child = spawn(binaries.initdb, flags, {
      cwd: dir,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', handle.fd],
      windowsHide: true,
      ...account,
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0) resolve();
        else
          reject(new Error(`the embedded Postgres cluster was not created (${signal ?? code}): ${complaint.trim()}`));
      });
    });
  } finally {
    await handle.close();
    await rm(copy, { force: true });
  }
}

/**
 * Stops a server that a killed product left running on this very folder. A number in a stale `postmaster.pid` that now
 * belongs to some other process is left alone, and the file removed so that the new server does not wait for it.
 *
 * @throws Error when sessions of a killed server do not end.
 */
export async function stopLeftoverServer(cluster: PostgresCluster): Promise<void> {
  const pidFile = join(cluster.dir, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (process.platform === 'win32') {
    // pg_ctl speaks to a pipe only a Postgres server has, so a foreign process cannot be hit.
    await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.dir, '-m', 'fast', '-w']).catch(() => undefined);
    return;
  }
  if (await isServerOf(pid, cluster.dir)) {
    await stopServer(pid, cluster);
  } else if (process.platform === 'linux') {
    // Sessions notice the death of their killed server by themselves, but not at once.
    await untilNoSessions(cluster.dir);
    await rm(pidFile, { force: true });
  } else if (processIdentity(pid) !== undefined) {
    await rm(pidFile, { force: true });
  }
}

async function untilNoSessions(dir: string): Promise<void> {
  const deadline = performance.now() + FAST_SHUTDOWN_MS;
  for (;;) {
    let session: number | undefined;
    for (const name of await readdir('/proc')) {
      if (/^\d+$/.test(name) && (await isServerOf(Number(name), dir))) session = Number(name);
    }
    if (session === undefined) return;
    if (performance.now() > deadline) throw new Error(`process ${session} of a killed server still uses ${dir}`);
    await delay(20);
  }
}

async function isServerOf(pid: number, dir: string): Promise<boolean> {
  if (processIdentity(pid) === undefined) return false;
  try {
    if (process.platform === 'linux') {
      const [workingDir, program] = [await readlink(`/proc/${pid}/cwd`), await readlink(`/proc/${pid}/exe`)];
      // The program's path ends in " (deleted)" when the package was replaced while its server ran.
      return workingDir === (await realpath(dir)) && basename(program).startsWith('postgres');
    }
    const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(dir);
  } catch {
    return false;
  }
}

/** Fast shutdown (sessions are rolled back, all committed data kept); immediate when that takes over 30 s. */
export async function stopServer(pid: number, cluster: PostgresCluster): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  if (process.platform === 'win32') {
    await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.dir, '-m', 'fast', '-w']);
    return;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    signalProcess(pid, signal);
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline) {
      if (processIdentity(pid) !== identity) return;
      await delay(10);
    }
  }
  throw new Error(`the Postgres server of ${cluster.dir} (process ${pid}) does not stop`);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH')) throw error;
  }
}
