import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { OnboardingPendingEntity } from './onboarding-pending.entity.js';

/** Evidence that a buyer accepted a sale's terms: written before the provider is told. */
@Entity('onboarding_acceptance')
@Index('onboarding_acceptance_pending_idx', ['pendingId'])
export class OnboardingAcceptanceEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  pendingId!: string;

  @ManyToOne(() => OnboardingPendingEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'pending_id', foreignKeyConstraintName: 'onboarding_acceptance_pending_id_fkey' })
  pending?: OnboardingPendingEntity;

  @Column('text', { array: true })
  terms!: string[];

  @Column('text', { nullable: true })
  dueDateId!: string | null;

  @Column('text')
  ipAddress!: string;

  @Column('text', { nullable: true })
  userAgent!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  acceptedAt!: Date;
}
