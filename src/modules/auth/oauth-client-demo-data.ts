import type { EntityManager } from 'typeorm';
import { hashSecret } from '../../common/auth/secret-hash.js';
import { OauthClientEntity } from './oauth-client.entity.js';
import { SERVICE_SCOPES } from './service-scopes.js';

const ID = 'demo-service';
const SECRET = 'demo-service-secret';

/** Adds the demonstration's client, with every scope, unless it is there. Never for production. */
export async function seedOauthClients(manager: EntityManager): Promise<void> {
  if (await manager.existsBy(OauthClientEntity, { id: ID })) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(OauthClientEntity)
    .values({
      id: ID,
      name: 'Integração de demonstração',
      secretHash: await hashSecret(SECRET),
      scopes: [...SERVICE_SCOPES],
      disabledAt: null,
    })
    .orIgnore()
    .execute();
}
