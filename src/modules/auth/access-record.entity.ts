import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** One use of the app, by date, time and network address (Lei 12.965/2014, art. 5, VIII). */
@Entity('access_record')
@Index('access_record_customer_idx', ['customerId', 'accessedAt'])
export class AccessRecordEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  customerId!: string;

  /** No cascade: the record outlives whoever asks to be forgotten. */
  @ManyToOne(() => CustomerAccountEntity)
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'access_record_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('uuid')
  sessionId!: string;

  @Column('text')
  kind!: 'LOG_IN' | 'REFRESH';

  @Column('inet')
  ipAddress!: string;

  @Index('access_record_accessed_idx')
  @Column('timestamptz', { default: () => 'now()' })
  accessedAt!: Date;
}
