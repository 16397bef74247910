import { runMigrations } from '../src/common/persistence/sql-migrations.js';
import { openMigrationDatabase, runCommand } from './migration-database.js';

await runCommand(async () => {
  const database = await openMigrationDatabase();
  try {
    const titles = await runMigrations(database);
    process.stdout.write(titles.length === 0 ? 'migrations: up to date\n' : `migrations: ${titles.join(', ')} up\n`);
  } finally {
    await database.stop();
  }
});
