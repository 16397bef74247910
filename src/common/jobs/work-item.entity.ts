import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type WorkState = 'ready' | 'running' | 'done' | 'dead';

/** One piece of work in the Postgres queue. */
@Entity('work_item')
@Index('work_item_dedupe_key', { synchronize: false })
@Index('work_item_claim_idx', { synchronize: false })
@Index('work_item_finished_idx', { synchronize: false })
export class WorkItemEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  topic!: string;

  @Column('text', { nullable: true })
  dedupeKey!: string | null;

  @Column('jsonb')
  payload!: unknown;

  @Column('text', { default: 'ready' })
  state!: WorkState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { default: () => 'now()' })
  runAt!: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;

  /** Our own word for the last failure; never a text from outside. */
  @Column('text', { nullable: true })
  lastError!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
