import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import type { Parcel } from './negotiation-plan.js';

/** `pending`: being asked of the provider; `uncertain`: its answer was lost; `not_done`: known not to have happened. */
export type NegotiationState = 'pending' | 'uncertain' | 'done' | 'refused' | 'not_done';

/** An offer that a customer took. */
@Entity('negotiation')
@Index('negotiation_open_key', { synchronize: false })
@Index('negotiation_offer_key', { synchronize: false })
@Index('negotiation_customer_idx', { synchronize: false })
export class NegotiationEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'negotiation_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  /** SHA-256 of the offer. */
  @Column('bytea')
  offerHash!: Buffer;

  @Column('text', { array: true })
  billIds!: string[];

  @Column('jsonb')
  parcels!: readonly Parcel[];

  /** Centavos, as text. */
  @Column('bigint')
  totalCents!: string;

  @Column('text')
  state!: NegotiationState;

  @Column('timestamptz', { default: () => 'now()' })
  requestedAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
