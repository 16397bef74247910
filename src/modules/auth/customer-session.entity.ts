import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** One log-in on one device; its refresh tokens are a family that stands and falls with it. */
@Entity('customer_session')
@Index('customer_session_customer_idx', ['customerId'])
@Index('customer_session_expires_idx', ['expiresAt'])
export class CustomerSessionEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'customer_session_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text', { nullable: true })
  platform!: string | null;

  @Column('text', { nullable: true })
  deviceId!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** Absolute end, however often it is refreshed. */
  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text', { nullable: true })
  revokedReason!: string | null;

  /** The customer's own password at the provider, sealed; only the session's tokens hold its key. */
  @Column('bytea', { nullable: true })
  sealedCredential!: Buffer | null;
}
