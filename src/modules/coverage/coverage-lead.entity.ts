import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** `sending` before the provider is asked, until it is `done`; `refused` when the provider would not take it. */
export type CoverageLeadState = 'waiting' | 'sending' | 'done' | 'refused';

/** Somebody who wants the network where it does not reach yet. */
@Entity('coverage_lead')
@Index('coverage_lead_subject_key', ['subjectHash'], { unique: true })
@Index('coverage_lead_created_idx', ['createdAt'])
export class CoverageLeadEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('bytea')
  subjectHash!: Buffer;

  @Column('text')
  state!: CoverageLeadState;

  @Column('bytea', { nullable: true })
  sealedDetails!: Buffer | null;

  @Column('text', { nullable: true })
  prospectId!: string | null;

  @Column('timestamptz')
  consentedAt!: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
