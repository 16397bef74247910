import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Values of an event's parameters. */
export type EventValue = string | number | boolean | null;

/** Something that happened in the app, as it reported it. */
@Entity('app_event')
@Index('app_event_customer_idx', ['customerId', 'name', 'receivedAt'], { where: 'customer_id IS NOT NULL' })
export class AppEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** Null when nobody was logged in. */
  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  platform!: string | null;

  @Column('text', { nullable: true })
  appVersion!: string | null;

  @Column('text')
  name!: string;

  @Column('jsonb', { default: {} })
  params!: Readonly<Record<string, EventValue>>;

  /** By the clock of the phone. */
  @Column('timestamptz')
  occurredAt!: Date;

  @Index('app_event_received_idx')
  @Column('timestamptz', { default: () => 'now()' })
  receivedAt!: Date;
}
