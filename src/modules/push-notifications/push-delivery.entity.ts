import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export const deliveryStates = ['QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN', 'SUPPRESSED', 'CANCELLED'] as const;
/**
 * `SENDING` is committed before the push service is asked, and a delivery whose answer was lost is `UNCERTAIN` for
 * good: it is never sent again.
 */
export type DeliveryState = (typeof deliveryStates)[number];

/** Deliveries by state; a state without any is left out. */
export type DeliveryTotals = Readonly<Partial<Record<DeliveryState, number>>>;

/** One message to one device, or to one topic. */
@Entity('push_delivery')
@Index('push_delivery_campaign_device_key', { synchronize: false })
@Index('push_delivery_topic_key', { synchronize: false })
@Index('push_delivery_notice_device_key', { synchronize: false })
@Index('push_delivery_claim_idx', { synchronize: false })
@Index('push_delivery_lease_idx', { synchronize: false })
@Index('push_delivery_progress_idx', { synchronize: false })
@Index('push_delivery_customer_idx', { synchronize: false })
@Index('push_delivery_finished_idx', { synchronize: false })
export class PushDeliveryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** Of a campaign or of a notice, never of both. */
  @Column('uuid', { nullable: true })
  campaignId!: string | null;

  @Column('uuid', { nullable: true })
  noticeId!: string | null;

  /** Null for a topic. */
  @Column('uuid', { nullable: true })
  deviceId!: string | null;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  platform!: 'ios' | 'android' | null;

  /** Lower goes first: 0 notices, 1 campaigns about the service, 2 marketing. */
  @Column('smallint')
  priority!: number;

  @Column('text', { default: 'QUEUED' })
  state!: DeliveryState;

  /** Our own word for why it did not go out. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  runAt!: Date;

  /** After this it is not worth sending. */
  @Column('timestamptz')
  expiresAt!: Date;

  /** Whose attempt it is while it is being sent. */
  @Column('uuid', { nullable: true })
  holder!: string | null;

  @Column('timestamptz', { nullable: true })
  leasedUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  openedAt!: Date | null;
}
