import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row, of all instances: when the next message may go out. */
@Entity('push_pace')
export class PushPaceEntity {
  @PrimaryColumn('smallint', { default: 1 })
  id!: number;

  @Column('timestamptz', { default: () => 'now()' })
  nextAt!: Date;

  /** The push service asked us to wait until then. */
  @Column('timestamptz', { default: () => 'now()' })
  heldUntil!: Date;
}
