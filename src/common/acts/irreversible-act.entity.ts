import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * `checking`: nothing was sent yet. `sent`: perhaps carried out. `uncertain`: its answer was lost, and reading may tell.
 * `unreadable`: only people can find out. `unfinished`: a part of it is done and the rest will be.
 */
export type ActState = 'checking' | 'sent' | 'uncertain' | 'unreadable' | 'unfinished' | 'done' | 'not_done';

/** Something asked of the provider that must not be done twice. */
@Entity('irreversible_act')
@Index('irreversible_act_subject_key', ['subject'], { unique: true, where: 'settled_at IS NULL' })
@Index('irreversible_act_done_idx', { synchronize: false })
@Index('irreversible_act_customer_idx', ['customerId', 'kind'])
@Index('irreversible_act_unsettled_idx', ['sentAt'], { where: 'settled_at IS NULL' })
export class IrreversibleActEntity {
  /** Also the reference that is written into what is opened at the provider. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @Column('text', { nullable: true })
  contractId!: string | null;

  @Column('text')
  kind!: string;

  /** What only one act at a time may touch. */
  @Column('text')
  subject!: string;

  @Column('text')
  state!: ActState;

  /** What was asked, and what is needed to find it again; null before it was sent. */
  @Column('jsonb', { nullable: true })
  request!: object | null;

  /** What came of it, as far as it is known. */
  @Column('jsonb', { nullable: true })
  outcome!: object | null;

  /** Whose turn it is, and until when: a holder that died loses it. */
  @Column('uuid', { nullable: true })
  holder!: string | null;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  begunAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
