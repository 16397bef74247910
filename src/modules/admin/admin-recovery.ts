import { type DataSource, IsNull } from 'typeorm';
import { hashSecret } from '../../common/auth/secret-hash.js';
import { normalizedEmail } from './admin-auth.service.js';
import { newTemporaryPassword, type TemporaryPassword } from './admin-passwords.js';
import { ADMIN_ROLES, type AdminRole } from './admin-roles.js';
import { AdminTotpEntity } from './admin-totp.entity.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { AuditLog } from './audit-log.service.js';

const MANAGES: AdminRole = 'admins:write';

export interface RecoveredAdmin {
  readonly made: boolean;
  readonly temporary: TemporaryPassword;
}

/**
 * For who runs the server, when nobody can give them an account: makes the first administrator, with every role; or
 * opens an account again (enabled, unlocked, without authenticator, a temporary password) and lets it manage others.
 */
export async function recoverAdmin(dataSource: DataSource, address: string): Promise<RecoveredAdmin> {
  const email = normalizedEmail(address);
  const temporary = newTemporaryPassword();
  const opened = {
    passwordHash: await hashSecret(temporary.password),
    temporaryPasswordUntil: temporary.until,
    disabledAt: null,
  };
  return dataSource.transaction(async (manager) => {
    const known = await manager.findOne(AdminUserEntity, {
      where: { email, removedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    const roles = known === null ? [...ADMIN_ROLES] : [...new Set([...known.roles, MANAGES])];
    const account = known ?? (await manager.save(manager.create(AdminUserEntity, { email, roles, ...opened })));
    if (known !== null) {
      await manager.delete(AdminTotpEntity, { adminId: known.id });
      await manager.update(
        AdminUserEntity,
        { id: known.id },
        { ...opened, roles, unlocks: known.unlocks + 1, tokenGeneration: () => 'gen_random_uuid()' },
      );
    }
    await new AuditLog(manager).append({
      adminId: account.id,
      action: 'admin.recovered',
      subjectKind: 'admin',
      subjectId: account.id,
      before: known === null ? null : { roles: known.roles, disabled: known.disabledAt !== null },
      after: { roles, disabled: false },
    });
    return { made: known === null, temporary };
  });
}
