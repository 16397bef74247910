import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PopupEntity } from './popup.entity.js';

/** How often customers did what with a popup on one day; a day is the sum of its slots. */
@Entity('popup_statistic')
export class PopupStatisticEntity {
  @PrimaryColumn('uuid')
  popupId!: string;

  @ManyToOne(() => PopupEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'popup_id', foreignKeyConstraintName: 'popup_statistic_popup_id_fkey' })
  popup?: PopupEntity;

  /** The day in Sao Paulo. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('smallint')
  slot!: number;

  @Column('bigint', { default: 0 })
  shown!: string;

  @Column('bigint', { default: 0 })
  clicked!: string;

  @Column('bigint', { default: 0 })
  dismissed!: string;

  /** Customers who saw it on this day. */
  @Column('bigint', { default: 0 })
  customers!: string;

  /** Those of them who had never seen it before. */
  @Column('bigint', { default: 0 })
  newCustomers!: string;
}
