import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import type { MessageCategory, MessageKind } from './message-kinds.js';

/** One message in a customer's inbox, which is the record: the provider forgets its notices. */
@Entity('message')
@Index('message_source_key', ['customerId', 'source', 'sourceKey'], { unique: true })
@Index('message_inbox_idx', { synchronize: false })
@Index('message_unread_idx', { synchronize: false })
@Index('message_unacknowledged_idx', ['customerId'], {
  where: "source = 'PROVIDER' AND read_at IS NOT NULL AND acknowledged_at IS NULL",
})
@Index('message_created_idx', ['createdAt'])
export class MessageEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'message_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  source!: 'PROVIDER' | 'APP';

  /** The provider's id of a notice, or the key of a notification. */
  @Column('text')
  sourceKey!: string;

  @Column('text')
  kind!: MessageKind;

  @Column('text')
  category!: MessageCategory;

  /** It can be hidden only. */
  @Column('boolean')
  regulated!: boolean;

  /** Null, as the body, once the customer deleted it. */
  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  body!: string | null;

  @Column('text', { nullable: true })
  deepLink!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  hiddenAt!: Date | null;

  /** When the provider was told that a notice was read, or was seen to list it no more. */
  @Column('timestamptz', { nullable: true })
  acknowledgedAt!: Date | null;
}
