import { Column, CreateDateColumn, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** What a customer hands to friends; always the same. */
@Entity('referral_coupon')
@Index('referral_coupon_coupon_key', ['coupon'], { unique: true })
export class ReferralCouponEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @OneToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'referral_coupon_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  coupon!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
