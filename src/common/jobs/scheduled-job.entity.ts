import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JobResult } from './scheduled-job.js';

/** How a run ended; `abandoned`: its tick outlived too many holders. */
export type JobOutcome = 'succeeded' | 'failed' | 'timed-out' | 'abandoned';

/** A job's place in its schedule, shared by every instance. */
@Entity('scheduled_job')
export class ScheduledJobEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  schedule!: string;

  @Column('boolean', { default: true })
  enabled!: boolean;

  /** The first tick nobody has claimed. */
  @Column('timestamptz')
  nextAt!: Date;

  /** The tick in hand; null between runs. */
  @Column('timestamptz', { nullable: true })
  tickAt!: Date | null;

  @Column('boolean', { default: false })
  manual!: boolean;

  @Column('uuid', { nullable: true })
  holder!: string | null;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastTickAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastStartedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastFinishedAt!: Date | null;

  @Column('text', { nullable: true })
  lastOutcome!: JobOutcome | null;

  @Column('jsonb', { nullable: true })
  lastResult!: JobResult | null;

  /** Our own word for the last failure; never a text from outside. */
  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('bigint', { default: 0 })
  runs!: string;

  @Column('bigint', { default: 0 })
  failures!: string;
}
