import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** A customer's word that somebody will be there for a visit; the provider has no place for it. */
@Entity('service_order_confirmation')
@Index('service_order_confirmation_customer_idx', ['customerId'])
export class ServiceOrderConfirmationEntity {
  @PrimaryColumn('text')
  serviceOrderId!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'service_order_confirmation_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('boolean')
  confirmed!: boolean;

  @Column('text')
  origin!: 'APP' | 'PUSH' | 'WHATSAPP';

  /** The visit's day that was confirmed. */
  @Column('date')
  visitDate!: string;

  @Column('timestamptz', { default: () => 'now()' })
  confirmedAt!: Date;
}
