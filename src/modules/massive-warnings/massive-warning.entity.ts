import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AffectedArea } from './affected-area.js';
import type { WarningState } from './warning-states.js';

export const warningKinds = ['OUTAGE', 'DEGRADATION', 'PLANNED_MAINTENANCE', 'INFORMATION'] as const;
export type WarningKind = (typeof warningKinds)[number];

/** The gravest first. */
export const warningSeverities = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING'] as const;
export type WarningSeverity = (typeof warningSeverities)[number];

/** A warning that touches many customers at once. */
@Entity('massive_warning')
// Partial, inverted and descending: beyond what indexes declared here can say.
@Index('massive_warning_open_idx', { synchronize: false })
@Index('massive_warning_listed_idx', { synchronize: false })
@Index('massive_warning_standing_idx', { synchronize: false })
export class MassiveWarningEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  kind!: WarningKind;

  @Column('text')
  severity!: WarningSeverity;

  /** For customers to read, as the message. */
  @Column('text')
  title!: string;

  @Column('text')
  message!: string;

  @Column('text', { default: 'acknowledged' })
  state!: WarningState;

  /** Ahead for maintenance that is announced. */
  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  expectedEndAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  resolvedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  closedBy!: 'ADMIN' | 'EXPIRY' | null;

  /** As administrators wrote it. */
  @Column('jsonb')
  affected!: AffectedArea;

  /** The same as it is compared: `affectedKeys`. */
  @Column('text', { array: true })
  affectedKeys!: string[];

  /** Whether customers are told in their inboxes. */
  @Column('boolean', { default: true })
  notify!: boolean;

  /** How often it began: one more each time it is taken up again after it was resolved. */
  @Column('integer', { default: 1 })
  episode!: number;

  /** The telling of customers that is under way or done; null when there is nothing to tell. */
  @Column('text', { nullable: true })
  noticeRun!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
