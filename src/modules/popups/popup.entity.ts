import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a button of a popup does. */
type PopupActionKind = 'DEEP_LINK' | 'URL' | 'DISMISS';

export interface PopupAction {
  readonly label: string;
  readonly kind: PopupActionKind;
  /** Absent for `DISMISS`. */
  readonly link?: string;
}

/**
 * Whom a popup is for: all of its kinds must match, any entry within a kind. A kind left out matches everybody; a list
 * is never empty. Names are in the form of `comparableName`.
 */
export interface PopupTarget {
  /** Keyed hashes of CPFs and CNPJs. */
  readonly document_hashes?: readonly string[];
  readonly cities?: readonly string[];
  readonly plans?: readonly string[];
  readonly statuses?: readonly string[];
  readonly platforms?: readonly ('ios' | 'android')[];
  readonly min_version?: string;
  readonly max_version?: string;
  /** The versions as they are compared (`appVersionSortKey`). */
  readonly min_version_key?: string;
  readonly max_version_key?: string;
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
// Its descending columns are beyond what an index declared here can say.
@Index('popup_selection_idx', { synchronize: false })
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
  target!: PopupTarget;

  @Column('jsonb', { default: {} })
  cap!: PopupCap;

  @Column('boolean', { default: true })
  published!: boolean;

  /** Administrator who made it. */
  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
