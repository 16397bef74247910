import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** What a customer thought of a visit, from 0 to 10; given once. */
@Entity('service_order_rating')
@Index('service_order_rating_customer_idx', ['customerId'])
export class ServiceOrderRatingEntity {
  @PrimaryColumn('text')
  serviceOrderId!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'service_order_rating_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  /** Decimal text, as Postgres gives numerics. */
  @Column('numeric', { precision: 4, scale: 2 })
  technician!: string;

  @Column('numeric', { precision: 4, scale: 2 })
  resolution!: string;

  @Column('timestamptz', { default: () => 'now()' })
  ratedAt!: Date;
}
