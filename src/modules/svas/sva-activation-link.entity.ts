import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import { SvaEntity } from './sva.entity.js';

/** A link that leads a customer to a service's activation page, once. */
@Entity('sva_activation_link')
@Index('sva_activation_link_used_idx', ['contractId', 'svaId'], { where: 'used_at IS NOT NULL' })
@Index('sva_activation_link_customer_idx', ['customerId'])
@Index('sva_activation_link_expires_idx', ['expiresAt'], { where: 'used_at IS NULL' })
export class SvaActivationLinkEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'sva_activation_link_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('text')
  svaId!: string;

  @ManyToOne(() => SvaEntity)
  @JoinColumn({ name: 'sva_id', foreignKeyConstraintName: 'sva_activation_link_sva_id_fkey' })
  sva?: SvaEntity;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
