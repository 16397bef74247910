import { Injectable } from '@nestjs/common';
import { EntityManager, In } from 'typeorm';
import { PushCampaignEntity } from './push-campaign.entity.js';
import type { ClaimedDelivery } from './push-delivery-queue.service.js';
import type { PushContent } from './push-message.js';
import { PushNoticeEntity } from './push-notice.entity.js';

/** What a delivery says, and whether it still should. */
export interface DeliveryContent extends PushContent {
  /** Of the campaign or the notice. */
  readonly messageId: string;
  /** Its campaign was cancelled or failed. */
  readonly over: boolean;
  readonly iosStopped: boolean;
  /** Null unless it goes to one. */
  readonly topic: string | null;
}

/** What claimed deliveries say, as it stands at the moment. */
@Injectable()
export class PushDeliveryContents {
  constructor(private readonly manager: EntityManager) {}

  /** By the id of the delivery. */
  async of(deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, DeliveryContent>> {
    const campaignIds = [...new Set(deliveries.flatMap(({ campaignId }) => campaignId ?? []))];
    const noticeIds = [...new Set(deliveries.flatMap(({ noticeId }) => noticeId ?? []))];
    const campaigns =
      campaignIds.length === 0 ? [] : await this.manager.findBy(PushCampaignEntity, { id: In(campaignIds) });
    const notices = noticeIds.length === 0 ? [] : await this.manager.findBy(PushNoticeEntity, { id: In(noticeIds) });
    const byMessage = new Map(
      [...campaigns.map(ofCampaign), ...notices.map(ofNotice)].map((one) => [one.messageId, one]),
    );
    return new Map(
      deliveries.flatMap(({ id, campaignId, noticeId }) => {
        const content = byMessage.get(campaignId ?? noticeId ?? '');
        return content === undefined ? [] : [[id, content]];
      }),
    );
  }
}

const contentOf = ({ category, title, body, data, deepLink }: PushContent): PushContent => ({
  category,
  title,
  body,
  data,
  deepLink,
});

const ofCampaign = (campaign: PushCampaignEntity): DeliveryContent => ({
  ...contentOf(campaign),
  messageId: campaign.id,
  over: campaign.state !== 'RUNNING',
  iosStopped: campaign.iosStoppedAt !== null,
  topic: campaign.audience.kind === 'TOPIC' ? campaign.audience.topic : null,
});

const ofNotice = (notice: PushNoticeEntity): DeliveryContent => ({
  ...contentOf(notice),
  messageId: notice.id,
  over: false,
  iosStopped: false,
  topic: null,
});
