import { startEmbeddedPostgres } from '../src/common/persistence/embedded-postgres.js';
import type { EmbeddedPostgres } from '../src/common/persistence/embedded-postgres.js';
import { embeddedDataDirectory } from '../src/common/persistence/project-directory.js';

interface MigrationDatabase extends EmbeddedPostgres {
  /** Encrypt the connection and verify the server, as the product does with DATABASE_SSL. */
  readonly ssl: boolean;
}

/**
 * The database the migration commands work on: DATABASE_URL, or the product's embedded one when that is unset;
 * with `scratchDir` the embedded server is a throw-away one in that folder.
 */
export async function openMigrationDatabase(scratchDir?: string): Promise<MigrationDatabase> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined && url !== '') {
    return { url, ssl: process.env['DATABASE_SSL'] === 'true', stop: () => Promise.resolve() };
  }
  const dataDir = scratchDir ?? embeddedDataDirectory();
  return { ...(await startEmbeddedPostgres({ dataDir, durable: scratchDir === undefined })), ssl: false };
}

/** Runs a command and prints its failure as one line, with a non-zero exit status. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
