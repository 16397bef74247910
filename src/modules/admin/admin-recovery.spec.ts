import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { verifySecret } from '../../common/auth/secret-hash.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { recoverAdmin } from './admin-recovery.js';
import { ADMIN_ROLES } from './admin-roles.js';
import { AdminTotpEntity } from './admin-totp.entity.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    ...dataSourceOptions({ url: database.url, poolSize: 2, statementTimeoutMs: 5_000 }),
    entities: [AdminUserEntity, AdminTotpEntity, AuditEntryEntity],
  }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const find = (email: string): Promise<AdminUserEntity> =>
  dataSource.manager.findOneByOrFail(AdminUserEntity, { email });
const entriesOf = (adminId: string): Promise<AuditEntryEntity[]> =>
  dataSource.manager.findBy(AuditEntryEntity, { adminId });

describe('recovering an administrator', () => {
  it('makes the first one, with every role and a temporary password', async () => {
    const { made, temporary } = await recoverAdmin(dataSource, ' First@Example.com ');
    expect(made).toBe(true);
    const admin = await find('first@example.com');
    expect(admin).toMatchObject({ roles: [...ADMIN_ROLES], disabledAt: null, temporaryPasswordUntil: temporary.until });
    expect(await verifySecret(admin.passwordHash, temporary.password)).toBe(true);
    expect(await entriesOf(admin.id)).toEqual([expect.objectContaining({ action: 'admin.recovered', before: null })]);
  });

  it('opens an account again, keeps its roles, and ends what others may hold of it', async () => {
    const { id } = await dataSource.manager.save(AdminUserEntity, {
      email: 'locked-out@example.com',
      passwordHash: 'x',
      roles: ['faqs:write'],
      disabledAt: new Date(),
    });
    await dataSource.manager.insert(AdminTotpEntity, { adminId: id, sealedSecret: Buffer.alloc(48) });
    const before = await find('locked-out@example.com');
    const { made, temporary } = await recoverAdmin(dataSource, 'locked-out@example.com');
    expect(made).toBe(false);
    const after = await find('locked-out@example.com');
    expect(after).toMatchObject({
      id,
      roles: ['faqs:write', 'admins:write'],
      disabledAt: null,
      unlocks: before.unlocks + 1,
      temporaryPasswordUntil: temporary.until,
    });
    expect(after.tokenGeneration).not.toBe(before.tokenGeneration);
    expect(await verifySecret(after.passwordHash, temporary.password)).toBe(true);
    expect(await dataSource.manager.countBy(AdminTotpEntity, { adminId: id })).toBe(0);
    expect(await entriesOf(id)).toEqual([
      expect.objectContaining({
        action: 'admin.recovered',
        before: { roles: ['faqs:write'], disabled: true },
        after: { roles: ['faqs:write', 'admins:write'], disabled: false },
      }),
    ]);
    expect(JSON.stringify(await entriesOf(id))).not.toContain(temporary.password);
  });
});
