import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PopupEntity } from './popup.entity.js';

/** One key by which a published popup is found; a trigger keeps them as the popup is. */
@Entity('popup_reach')
// Its descending columns are beyond what an index declared here can say.
@Index('popup_reach_walk_idx', { synchronize: false })
export class PopupReachEntity {
  @PrimaryColumn('uuid')
  popupId!: string;

  @ManyToOne(() => PopupEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'popup_id', foreignKeyConstraintName: 'popup_reach_popup_id_fkey' })
  popup?: PopupEntity;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  screen!: string;

  @Column('boolean')
  blocking!: boolean;

  @Column('integer')
  priority!: number;

  @Column('timestamptz')
  startsAt!: Date;

  @Index('popup_reach_over_idx')
  @Column('timestamptz')
  endsAt!: Date;
}
