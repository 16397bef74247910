import { revertLastMigration } from '../src/common/persistence/sql-migrations.js';
import { openMigrationDatabase, runCommand } from './migration-database.js';

await runCommand(async () => {
  const database = await openMigrationDatabase();
  try {
    const title = await revertLastMigration(database);
    process.stdout.write(title === undefined ? 'migrations: none to revert\n' : `migrations: ${title} down\n`);
  } finally {
    await database.stop();
  }
});
