import { type EntityManager, IsNull } from 'typeorm';
import { hashSecret } from '../../common/auth/secret-hash.js';
import { ADMIN_ROLES } from './admin-roles.js';
import { AdminUserEntity } from './admin-user.entity.js';

/** Id of the demonstration's administrator; its other demonstration rows name it as their author. */
export const DEMO_ADMIN_ID = '5b0f3c1e-6f0d-4f5e-8a53-0d1b7c1a9e01';

const EMAIL = 'admin@example.com';
const PASSWORD = 'admin-demo-1234';

/** Adds the demonstration's administrator unless the address is taken, with every role there is. Never for production. */
export async function seedAdmins(manager: EntityManager): Promise<void> {
  if (await manager.existsBy(AdminUserEntity, { email: EMAIL })) {
    // A folder of an older version knows fewer roles.
    await manager.update(AdminUserEntity, { id: DEMO_ADMIN_ID, disabledAt: IsNull() }, { roles: [...ADMIN_ROLES] });
    return;
  }
  await manager
    .createQueryBuilder()
    .insert()
    .into(AdminUserEntity)
    .values({
      id: DEMO_ADMIN_ID,
      email: EMAIL,
      name: 'Administração de demonstração',
      passwordHash: await hashSecret(PASSWORD),
      roles: [...ADMIN_ROLES],
      disabledAt: null,
    })
    .orIgnore()
    .execute();
}
