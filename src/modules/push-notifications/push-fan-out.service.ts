import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { PushCampaignEntity } from './push-campaign.entity.js';
import { PushCampaignRecipientEntity } from './push-campaign-recipient.entity.js';
import { PushDeliveryQueue } from './push-delivery-queue.service.js';
import { pushPriorities } from './push-message.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import { PushRecipients, type RecipientChoice } from './push-recipients.service.js';
import { endOfQuietHours, spreadAfterQuietHours } from './quiet-hours.js';

/** Devices that get their deliveries in one transaction. */
const BATCH = 2_000;
/** How long a campaign whose batch failed is left alone. */
const AFTER_FAILURE_MS = 60_000;

const dueRows = z.array(z.object({ id: z.string() }));

/**
 * Begins campaigns whose time has come and makes a delivery for each of their devices, a batch at a time. The batch and
 * the place it ended at are one transaction under the campaign's lock: whoever dies, another goes on from there.
 */
@Injectable()
export class PushFanOut {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recipients: PushRecipients,
    private readonly queue: PushDeliveryQueue,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /** Does the next batch of any campaign that is due; false when there is none that nobody else has in hand. */
  async advance(): Promise<boolean> {
    let campaignId: string | undefined;
    try {
      return await this.dataSource.transaction(async (manager) => {
        const campaign = await lockDueCampaign(manager);
        if (campaign === null) return false;
        campaignId = campaign.id;
        await this.step(manager, campaign);
        await manager.save(campaign);
        return true;
      });
    } catch (error) {
      // One that cannot be fanned out must not hold up the others.
      if (campaignId !== undefined) await this.putOff(campaignId);
      throw error;
    }
  }

  private async putOff(campaignId: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE push_campaign SET fan_out_at = now() + $2 * interval '1 millisecond' WHERE id = $1`,
      [campaignId, AFTER_FAILURE_MS],
    );
  }

  private async step(manager: EntityManager, campaign: PushCampaignEntity): Promise<void> {
    const now = Date.now();
    const allowedAt = campaign.category === 'MARKETING' ? endOfQuietHours(now, this.config.quietHours) : now;
    if (allowedAt > now) {
      campaign.fanOutAt = new Date(allowedAt + spreadAfterQuietHours());
      if (campaign.state === 'SCHEDULED') campaign.startsAt = campaign.fanOutAt;
      return;
    }
    if (campaign.state === 'SCHEDULED') {
      campaign.state = 'RUNNING';
      campaign.startedAt = new Date(now);
    }
    const { id, category, ttlSeconds } = campaign;
    const target = { id, priority: pushPriorities.campaign[category], ttlSeconds };
    if (campaign.audience.kind === 'TOPIC') {
      await this.queue.addTopic(manager, target);
      campaign.fannedOutAt = new Date();
      return;
    }
    const choice = await choiceOf(manager, campaign);
    const { devices, last } = await this.recipients.page(choice, campaign.fanOutAfter, BATCH, manager);
    if (devices.length > 0) await this.queue.addToCampaign(manager, target, devices);
    if (last === null) campaign.fannedOutAt = new Date();
    else campaign.fanOutAfter = last;
  }
}

/** The campaign that waits longest, unless another instance has it in hand. */
async function lockDueCampaign(manager: EntityManager): Promise<PushCampaignEntity | null> {
  const rows: unknown = await manager.query(
    `SELECT id FROM push_campaign
      WHERE state IN ('SCHEDULED', 'RUNNING') AND fanned_out_at IS NULL AND fan_out_at <= now()
      ORDER BY fan_out_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const [due] = dueRows.parse(rows);
  return due === undefined ? null : manager.findOneByOrFail(PushCampaignEntity, { id: due.id });
}

async function choiceOf(manager: EntityManager, campaign: PushCampaignEntity): Promise<RecipientChoice> {
  const { id, category, audience } = campaign;
  if (audience.kind === 'SEGMENT') return { category, segment: audience.segment };
  const recipients = await manager.findBy(PushCampaignRecipientEntity, { campaignId: id });
  return { category, customerIds: recipients.map(({ customerId }) => customerId) };
}
