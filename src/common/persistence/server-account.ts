import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating system account a server runs under when the product itself runs as root. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const LINUX_NOBODY = 65_534;

/**
 * Postgres refuses to run as root. Under root the server gets the account that owns an existing cluster,
 * else `nobody`; under any other user (and on Windows) it stays undefined: the server runs as the product does.
 */
export async function chooseServerAccount(clusterDir: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await stat(clusterDir).catch(() => undefined);
  if (cluster !== undefined && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  return { uid: await nobodyId('-u'), gid: await nobodyId('-g') };
}

async function nobodyId(flag: '-u' | '-g'): Promise<number> {
  const answer = await run('id', [flag, 'nobody']).catch(() => ({ stdout: String(LINUX_NOBODY) }));
  const id = Number.parseInt(answer.stdout, 10);
  // macOS prints nobody's id as a negative number.
  return Number.isNaN(id) || id === 0 ? LINUX_NOBODY : id >>> 0;
}
