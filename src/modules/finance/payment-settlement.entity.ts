import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PaymentLinkEntity } from './payment-link.entity.js';

/** One bill of a paid link on its way into the provider's books. */
@Entity('payment_settlement')
export class PaymentSettlementEntity {
  @PrimaryColumn('uuid')
  paymentLinkId!: string;

  @ManyToOne(() => PaymentLinkEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'payment_link_id', foreignKeyConstraintName: 'payment_settlement_payment_link_id_fkey' })
  paymentLink?: PaymentLinkEntity;

  @PrimaryColumn('text')
  billId!: string;

  /** `sent`: the provider was asked to enter it, and may or may not have. */
  @Column('text', { default: 'waiting' })
  state!: 'waiting' | 'sent' | 'done';

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
