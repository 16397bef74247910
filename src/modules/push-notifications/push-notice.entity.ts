import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { PushCategory } from './push-message.js';

/** One message to one customer, on whatever devices they have. */
@Entity('push_notice')
@Index('push_notice_dedupe_key', ['customerId', 'dedupeKey'], { unique: true })
export class PushNoticeEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @Column('text')
  dedupeKey!: string;

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

  @Index('push_notice_created_idx')
  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
