import type { EntityManager } from 'typeorm';
import { ServiceTerritoryEntity } from './service-territory.entity.js';

/** Territories of the demonstration's cities. */
export async function seedServiceTerritories(manager: EntityManager): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(ServiceTerritoryEntity)
    .values([
      { state: 'RJ', city: 'CARMO', unity: 'INF', regional: 'R4', cluster: 'RS4.4', areaCode: 'CGT' },
      { state: 'MG', city: 'CONSELHEIRO LAFAIETE', unity: 'LAF', regional: 'R1', cluster: 'RM1.2', areaCode: 'CLF' },
    ])
    .orIgnore()
    .execute();
}
