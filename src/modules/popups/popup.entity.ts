import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AudienceTarget } from '../audience/audience-target.js';

/** What a button of a popup does. */
type PopupActionKind = 'DEEP_LINK' | 'URL' | 'DISMISS';

export interface PopupAction {
  readonly label: string;
  readonly kind: PopupActionKind;
  /** Absent for `DISMISS`. */
  readonly link?: string;
}

/** How often one customer sees a popup; a limit left out does not limit. */
export interface PopupCap {
  readonly per_day?: number;
  readonly total?: number;
  /** Hours between two showings. */
  readonly min_interval_h?: number;
  /** Gone for good once clicked. */
  readonly once?: boolean;
}

@Entity('popup')
// Its descending column is beyond what an index declared here can say.
@Index('popup_listed_idx', { synchronize: false })
export class PopupEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  title!: string;

  @Column('text')
  body!: string;

  @Column('text', { nullable: true })
  imageUrl!: string | null;

  @Column('jsonb', { default: [] })
  actions!: readonly PopupAction[];

  @Column('text')
  screen!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  /** Higher comes first. */
  @Column('integer', { default: 0 })
  priority!: number;

  /** Whether the app waits for an answer before it goes on. */
  @Column('boolean', { default: false })
  blocking!: boolean;

  @Column('jsonb', { default: {} })
  target!: AudienceTarget;

  @Column('jsonb', { default: {} })
  cap!: PopupCap;

  /** Customers of a hundred who never see it, to compare with. */
  @Column('integer', { default: 0 })
  holdoutPercent!: number;

  @Column('boolean', { default: true })
  published!: boolean;

  /** Administrator who made it. */
  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
