import { Entity, Index, PrimaryColumn } from 'typeorm';

/** A customer that a campaign is for by name. */
@Entity('push_campaign_recipient')
export class PushCampaignRecipientEntity {
  @PrimaryColumn('uuid')
  campaignId!: string;

  @Index('push_campaign_recipient_customer_idx')
  @PrimaryColumn('uuid')
  customerId!: string;
}
