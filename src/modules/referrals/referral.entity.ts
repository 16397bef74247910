import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** `SENT` also stands for one whose answer was lost. */
export type ReferralState = 'PENDING' | 'SENT' | 'REGISTERED' | 'REFUSED';

/** A friend whom a customer referred. */
@Entity('referral')
@Index('referral_phone_idx', ['friendPhoneHash', 'createdAt'])
@Index('referral_customer_idx', { synchronize: false })
@Index('referral_forget_idx', ['createdAt'], { where: 'friend_phone IS NOT NULL' })
export class ReferralEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'referral_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  coupon!: string;

  /** Null once the friend is no longer needed to be known. */
  @Column('text', { nullable: true })
  friendName!: string | null;

  /** E.164. */
  @Column('text', { nullable: true })
  friendPhone!: string | null;

  @Column('text', { nullable: true })
  friendPostalCode!: string | null;

  @Column('bytea')
  friendPhoneHash!: Buffer;

  /** The friend's consent as the customer declared it. */
  @Column('text')
  consentVersion!: string;

  @Column('timestamptz', { default: () => 'now()' })
  consentedAt!: Date;

  @Column('text', { default: 'PENDING' })
  state!: ReferralState;

  @Column('text', { nullable: true })
  prospectId!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
