import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import { SvaEntity } from './sva.entity.js';

/** `sending` until it is known whether it was charged. */
export type SvaActivationState = 'sending' | 'done' | 'failed';

/** That a customer wanted a service at a price, and what became of it. */
@Entity('sva_activation')
@Index('sva_activation_standing_key', ['contractId', 'svaId'], { unique: true, where: "state <> 'failed'" })
@Index('sva_activation_customer_idx', ['customerId'])
export class SvaActivationEntity {
  /** Of a paid one, that of the act by which it is charged. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'sva_activation_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('text')
  svaId!: string;

  @ManyToOne(() => SvaEntity)
  @JoinColumn({ name: 'sva_id', foreignKeyConstraintName: 'sva_activation_sva_id_fkey' })
  sva?: SvaEntity;

  @Column('text')
  state!: SvaActivationState;

  @Column('integer')
  acceptedPriceCents!: number;

  @Column('timestamptz', { default: () => 'now()' })
  consentedAt!: Date;

  /** Network address from which the customer consented. */
  @Column('text')
  consentAddress!: string;

  @Column('text', { nullable: true })
  consentUserAgent!: string | null;

  @Column('text', { nullable: true })
  erpChargeId!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
