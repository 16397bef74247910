import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from './error-code.js';
import { processIdentity } from './process-identity.js';

const ownerSchema = z.object({ pid: z.int().positive(), identity: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Thrown when a live process holds the data folder. */
class DataFolderInUseError extends Error {
  constructor(dataDir: string, pid: number) {
    super(`data folder ${dataDir} is in use by process ${pid}`);
    this.name = 'DataFolderInUseError';
  }
}

let claims = 0;

/**
 * Makes this process the only owner of `dataDir` until the returned function is called or the process ends:
 * a lock left by a process that no longer lives is taken over.
 *
 * @throws DataFolderInUseError when a live process owns the folder.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const lock = join(dataDir, 'owner.json');
  const draft = join(dataDir, `owner.${process.pid}.${++claims}.json`);
  const own: Owner = { pid: process.pid, identity: processIdentity(process.pid) ?? 'running' };
  await writeFile(draft, JSON.stringify(own));
  try {
    for (;;) {
      // A hard link appears with its whole content and fails when the name exists: no reader sees half a lock.
      if (await linkUnlessTaken(draft, lock)) return () => rm(lock, { force: true });
      const owner = await readOwner(lock);
      if (owner === 'none') continue;
      if (isAlive(owner)) throw new DataFolderInUseError(dataDir, owner.pid);
      await removeStaleLock(lock, `${draft}.stale`);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linkUnlessTaken(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Between reading and renaming another process may have taken the lock over: then it gets its lock back. */
async function removeStaleLock(lock: string, aside: string): Promise<void> {
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== 'none' && isAlive(moved)) await linkUnlessTaken(aside, lock);
  await rm(aside, { force: true });
}

async function readOwner(path: string): Promise<Owner | 'none' | undefined> {
  try {
    return ownerSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 'none';
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAlive(owner: Owner | undefined): owner is Owner {
  return owner !== undefined && processIdentity(owner.pid) === owner.identity;
}
