import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** `pending` until it is known whether its attendance was opened; `not_done`: known not to have been. */
export type BillingDisputeState = 'pending' | 'open' | 'closed' | 'not_done';

/** A charge that a customer contests. */
@Entity('billing_dispute')
@Index('billing_dispute_open_key', { synchronize: false })
@Index('billing_dispute_customer_idx', { synchronize: false })
export class BillingDisputeEntity {
  /** That of the act by which it was opened. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'billing_dispute_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  invoiceId!: string;

  @Column('text')
  contractId!: string;

  /** Centavos, as text. */
  @Column('bigint')
  invoiceAmountCents!: string;

  /** Centavos, as text. */
  @Column('bigint')
  amountCents!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  description!: string;

  @Column('text', { array: true, default: [] })
  items!: string[];

  @Column('text')
  state!: BillingDisputeState;

  @Column('text', { nullable: true })
  protocol!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  requestedAt!: Date;

  @Column('timestamptz')
  answerDueAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
