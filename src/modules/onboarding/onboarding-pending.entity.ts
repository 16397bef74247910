import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** `sending` before the provider is told, `uncertain` after a lost answer, until a reading settles it. */
export type OnboardingState = 'open' | 'sending' | 'uncertain' | 'confirmed';

/** What a confirmation was answered, to be answered again. */
export interface OnboardingOutcome {
  readonly contract_id: string | null;
  readonly status: string;
}

/** A sale that waits for its buyer. */
@Entity('onboarding_pending')
@Index('onboarding_pending_sale_key', ['kind', 'providerId'], { unique: true })
@Index('onboarding_pending_challenge_key', ['challengeId'], { unique: true })
@Index('onboarding_pending_open_idx', ['createdAt'], { where: "state = 'open'" })
export class OnboardingPendingEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  kind!: 'CONTRACT' | 'PROSPECT';

  @Column('text')
  providerId!: string;

  @Column('text')
  erpCustomerId!: string;

  @Column('bytea')
  sealedDocument!: Buffer;

  @Column('text', { default: 'open' })
  state!: OnboardingState;

  @Column('text', { nullable: true })
  standing!: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** SHA-256 of the verification that confirmed it. */
  @Column('bytea', { nullable: true })
  verificationHash!: Buffer | null;

  @Column('uuid', { nullable: true })
  challengeId!: string | null;

  @Column('jsonb', { nullable: true })
  outcome!: OnboardingOutcome | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
