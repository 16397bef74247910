import { isEmail } from 'class-validator';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/common/persistence/data-source-options.js';
import { recoverAdmin } from '../src/modules/admin/admin-recovery.js';
import { AdminTotpEntity } from '../src/modules/admin/admin-totp.entity.js';
import { AdminUserEntity } from '../src/modules/admin/admin-user.entity.js';
import { AuditEntryEntity } from '../src/modules/admin/audit-entry.entity.js';
import { openMigrationDatabase, runCommand } from './migration-database.js';

const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * Makes the first administrator of an installation, or gives an account back to who can no longer log in.
 * Usage: admin-recover.js <e-mail address>
 */
await runCommand(async () => {
  const [email] = process.argv.slice(2);
  if (!isEmail(email)) throw new Error('usage: npm run admin:recover -- <e-mail address>');
  const database = await openMigrationDatabase();
  const dataSource = new DataSource({
    ...dataSourceOptions({
      url: database.url,
      ssl: database.ssl,
      poolSize: 1,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    entities: [AdminUserEntity, AdminTotpEntity, AuditEntryEntity],
  });
  try {
    await dataSource.initialize();
    const { made, temporary } = await recoverAdmin(dataSource, String(email));
    process.stdout.write(
      `${made ? 'made' : 'opened again'}; temporary password until ${temporary.until.toISOString()}: ${temporary.password}\n`,
    );
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.stop();
  }
});
