import type { EntityManager } from 'typeorm';
import { PlanOfferEntity } from './plan-offer.entity.js';

/** What the demonstration's provider publishes of its plans. */
export async function seedPlanOffers(manager: EntityManager): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(PlanOfferEntity)
    .values([
      {
        plan: 'FIBRA 500MB',
        downloadMbps: 500,
        uploadMbps: 250,
        includedServices: ['Playhub Essencial'],
        labelCode: 'FIB500-2026-01',
        labelUrl: 'https://provedor.example/etiquetas/FIB500-2026-01',
      },
    ])
    .orIgnore()
    .execute();
}
