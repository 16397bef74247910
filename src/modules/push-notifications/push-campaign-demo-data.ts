import type { EntityManager } from 'typeorm';
import { PushCampaignEntity } from './push-campaign.entity.js';
import { DEFAULT_TTL_SECONDS } from './push-message.js';

const ID = 'b7a4e6d2-3f1c-4c8e-9a55-2d0f6c1e8b34';
const HOUR_MS = 3_600_000;

/** Adds a campaign that was sent yesterday, unless it is there. Never for production. */
export async function seedPushCampaigns(manager: EntityManager): Promise<void> {
  const startedAt = new Date(Date.now() - 24 * HOUR_MS);
  const over = new Date(startedAt.getTime() + 9_000);
  await manager
    .createQueryBuilder()
    .insert()
    .into(PushCampaignEntity)
    .values({
      id: ID,
      state: 'DONE',
      category: 'TRANSACTIONAL',
      title: 'Manutenção programada',
      body: 'Nesta madrugada, entre 2h e 4h, sua internet pode oscilar.',
      data: { screen: 'NETWORK_STATUS' },
      ttlSeconds: DEFAULT_TTL_SECONDS,
      audience: { kind: 'SEGMENT', segment: {} },
      estimated: 4_200,
      startsAt: startedAt,
      fanOutAt: startedAt,
      createdByKind: 'service',
      createdBy: 'demo-service',
      createdAt: startedAt,
      startedAt,
      fannedOutAt: startedAt,
      finishedAt: over,
      totals: { SENT: 4_117, FAILED: 81, UNCERTAIN: 2 },
    })
    .orIgnore()
    .execute();
}
