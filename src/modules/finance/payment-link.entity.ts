import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import type { PaymentMethod } from './payment-gateway.port.js';

/** What a bill of a link was worth when the link was made, in centavos. */
export interface LinkedBill {
  readonly id: string;
  readonly amount_cents: number;
  readonly fine_cents: number;
  readonly interest_cents: number;
  /** Contested then, and not part of the amount; absent when nothing was. */
  readonly disputed_cents?: number;
}

export type PaymentLinkState = 'creating' | 'live' | 'paid' | 'replaced';

/** A charge for some bills of a customer, made at the gateway or as a static Pix. */
@Entity('payment_link')
@Index('payment_link_live_key', { synchronize: false })
@Index('payment_link_customer_idx', ['customerId'])
export class PaymentLinkEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'payment_link_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  method!: PaymentMethod;

  /** Sorted. */
  @Column('text', { array: true })
  billIds!: string[];

  @Column('jsonb')
  bills!: readonly LinkedBill[];

  /** Centavos, as text. */
  @Column('bigint')
  amountCents!: string;

  @Column('text')
  state!: PaymentLinkState;

  /** The charge as the gateway calls it; null for a static Pix. */
  @Column('text', { nullable: true })
  chargeId!: string | null;

  @Column('text', { nullable: true })
  url!: string | null;

  @Column('text', { nullable: true })
  pixCopyPaste!: string | null;

  /** Base64. */
  @Column('text', { nullable: true })
  qrPng!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
