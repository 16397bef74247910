import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from './customer-account.entity.js';

export type ContactKind = 'EMAIL' | 'PHONE';
export type ContactType = 'PERSONAL' | 'HOME' | 'MOBILE' | 'WORK';

/** What the provider knows of the customer's change. */
export type ContactMirror = 'NONE' | 'PENDING' | 'TOLD' | 'UNCERTAIN' | 'KEPT_HERE';

/** An e-mail address or a telephone of a customer; this is the record, the provider's is its mirror. */
@Entity('customer_contact')
@Index('customer_contact_value_key', ['customerId', 'kind', 'comparable'], { unique: true })
@Index('customer_contact_primary_key', ['customerId', 'kind'], {
  unique: true,
  where: 'is_primary AND removed_at IS NULL',
})
@Index('customer_contact_phone_idx', ['comparable'], { where: "kind = 'PHONE'" })
export class CustomerContactEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'customer_contact_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  kind!: ContactKind;

  /** An address; E.164 when it can be read as a number, else as the provider writes it. */
  @Column('text')
  value!: string;

  /** The value as it is compared. */
  @Column('text')
  comparable!: string;

  @Column('text')
  type!: ContactType;

  @Column('boolean', { default: false })
  isPrimary!: boolean;

  /** When the customer proved by a code to hold it. */
  @Column('timestamptz', { nullable: true })
  verifiedAt!: Date | null;

  @Column('text')
  source!: 'APP' | 'PROVIDER';

  @Column('text', { nullable: true })
  providerId!: string | null;

  /** What stood there when it was last read. */
  @Column('text', { nullable: true })
  providerComparable!: string | null;

  @Column('text', { default: 'NONE' })
  mirror!: ContactMirror;

  /** The address that was replaced, until it was told of the change. */
  @Column('text', { nullable: true })
  formerValue!: string | null;

  /** Removed here; kept so that it is not read back from a provider who still has it. */
  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
