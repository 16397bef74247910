import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

export type TrustUnlockState = 'active' | 'ended';

/** A suspended contract enabled on the customer's promise to pay. */
@Entity('trust_unlock')
@Index('trust_unlock_active_key', ['contractId'], { unique: true, where: "state = 'active'" })
@Index('trust_unlock_contract_idx', { synchronize: false })
@Index('trust_unlock_customer_idx', ['customerId'])
export class TrustUnlockEntity {
  /** That of the act by which it was asked for. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'trust_unlock_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('text')
  state!: TrustUnlockState;

  /** The bill that was owed longest then. */
  @Column('text', { nullable: true })
  oldestBillId!: string | null;

  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  requestedAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
