import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DeliveryTotals } from './push-delivery.entity.js';
import type { PushAudience } from './push-audience.js';
import type { PushCategory } from './push-message.js';

export const campaignStates = ['SCHEDULED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** One message to many devices. */
@Entity('push_campaign')
@Index('push_campaign_open_idx', { synchronize: false })
@Index('push_campaign_unsettled_idx', { synchronize: false })
@Index('push_campaign_created_idx', { synchronize: false })
export class PushCampaignEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text', { default: 'SCHEDULED' })
  state!: CampaignState;

  @Column('text')
  category!: PushCategory;

  @Column('text')
  title!: string;

  @Column('text')
  body!: string;

  @Column('jsonb', { default: {} })
  data!: Readonly<Record<string, string>>;

  @Column('text', { nullable: true })
  deepLink!: string | null;

  @Column('integer')
  ttlSeconds!: number;

  @Column('jsonb')
  audience!: PushAudience;

  /** Devices it was for when it was asked for; null for a topic. */
  @Column('integer', { nullable: true })
  estimated!: number | null;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('text')
  createdByKind!: 'admin' | 'service';

  /** Id of the administrator, or the service's client id. */
  @Column('text')
  createdBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  /** When the next batch of deliveries may be made. */
  @Column('timestamptz')
  fanOutAt!: Date;

  /** The last device that has its delivery. */
  @Column('uuid', { nullable: true })
  fanOutAfter!: string | null;

  @Column('timestamptz', { nullable: true })
  fannedOutAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  iosStoppedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Our own word for why it failed. */
  @Column('text', { nullable: true })
  failure!: string | null;

  /** Once it is over and nothing of it is under way. */
  @Column('jsonb', { nullable: true })
  totals!: DeliveryTotals | null;
}
