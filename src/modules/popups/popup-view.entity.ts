import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a customer did with a popup. `DISMISSED` is for good. */
export type PopupViewAction = 'VIEWED' | 'CLICKED' | 'DISMISSED';

/** What a customer did with a popup on one day: what its caps are counted from. */
@Entity('popup_view')
export class PopupViewEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @Index('popup_view_popup_idx')
  @PrimaryColumn('uuid')
  popupId!: string;

  @PrimaryColumn('text')
  action!: PopupViewAction;

  /** The day in Sao Paulo. */
  @PrimaryColumn('date')
  day!: string;

  /** Showings of the day; 1 for the other actions. */
  @Column('integer', { default: 1 })
  times!: number;

  @Column('timestamptz', { default: () => 'now()' })
  firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastAt!: Date;
}
