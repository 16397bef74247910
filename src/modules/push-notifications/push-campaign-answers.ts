import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { toAudienceTargetDto } from '../audience/audience-targets.service.js';
import type { PushAudience } from './push-audience.js';
import type { PushCampaignEntity } from './push-campaign.entity.js';
import type { PushDeliveryEntity } from './push-delivery.entity.js';
import type { PushAudienceDto, PushCampaignDto, PushDeliveryDto } from './push-notifications.dto.js';

/** Without whom it is for by name: also what the audit log keeps. */
export function toPushCampaignDto(campaign: PushCampaignEntity): PushCampaignDto {
  return {
    campaign_id: campaign.id,
    state: campaign.state,
    category: campaign.category,
    title: campaign.title,
    body: campaign.body,
    data: { ...campaign.data },
    deep_link: campaign.deepLink,
    ttl_seconds: campaign.ttlSeconds,
    audience: toAudienceDto(campaign.audience),
    estimated: campaign.estimated,
    starts_at: toSaoPauloInstant(campaign.startsAt),
    created_at: toSaoPauloInstant(campaign.createdAt),
    created_by: { kind: campaign.createdByKind, id: campaign.createdBy },
    started_at: instantOrNull(campaign.startedAt),
    finished_at: instantOrNull(campaign.finishedAt),
    failure: campaign.failure,
    ios_stopped_at: instantOrNull(campaign.iosStoppedAt),
  };
}

/** Without the token it went to. */
export const toPushDeliveryDto = (delivery: PushDeliveryEntity): PushDeliveryDto => ({
  delivery_id: delivery.id,
  device_id: delivery.deviceId,
  customer_id: delivery.customerId,
  platform: delivery.platform,
  state: delivery.state,
  reason: delivery.reason,
  attempts: delivery.attempts,
  run_at: toSaoPauloInstant(delivery.runAt),
  finished_at: instantOrNull(delivery.finishedAt),
  opened_at: instantOrNull(delivery.openedAt),
});

const toAudienceDto = (audience: PushAudience): PushAudienceDto => ({
  kind: audience.kind,
  customers_count: audience.kind === 'CUSTOMERS' ? audience.customers : null,
  topic: audience.kind === 'TOPIC' ? audience.topic : null,
  segment: audience.kind === 'SEGMENT' ? toAudienceTargetDto(audience.segment) : null,
});

const instantOrNull = (instant: Date | null): string | null => (instant === null ? null : toSaoPauloInstant(instant));
