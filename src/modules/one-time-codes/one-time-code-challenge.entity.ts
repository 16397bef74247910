import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type OneTimeCodePurpose =
  'FIRST_ACCESS' | 'PASSWORD_RECOVERY' | 'SALES' | 'REVEAL_WIFI_PASSWORD' | 'CONTACT_CHANGE' | 'CONTACT_VERIFICATION';

/** One code asked for: what is left of its tries, and what the right one was exchanged for. */
@Entity('one_time_code_challenge')
@Index('one_time_code_challenge_open_idx', { synchronize: false })
@Index('one_time_code_challenge_expires_idx', ['expiresAt'])
export class OneTimeCodeChallengeEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  purpose!: OneTimeCodePurpose;

  @Column('text')
  channel!: 'SMS' | 'EMAIL' | 'WHATSAPP';

  @Column('bytea')
  subjectHash!: Buffer;

  /** Whom to look up or where to send, until the code is on its way. */
  @Column('bytea', { nullable: true })
  sealedRecipient!: Buffer | null;

  /** HMAC of the code, or random bytes that no code hashes to. */
  @Column('bytea')
  codeHash!: Buffer;

  @Column('integer')
  attemptsLeft!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  verifiedAt!: Date | null;

  /** SHA-256 of the verification token. */
  @Column('bytea', { nullable: true })
  verificationHash!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  verificationExpiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  verificationSpentAt!: Date | null;
}
