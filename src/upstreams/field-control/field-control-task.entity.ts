import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A visit as Field Control last told it. */
@Entity('field_control_task')
@Index('field_control_task_order_idx', ['orderId'])
// Its condition is beyond what an index declared here can say alike.
@Index('field_control_task_open_idx', { synchronize: false })
export class FieldControlTaskEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  orderId!: string;

  @Column('text')
  status!: string;

  @Column('date', { nullable: true })
  scheduledDate!: string | null;

  @Column('text', { nullable: true })
  scheduledTime!: string | null;

  @Column('text', { nullable: true })
  employeeId!: string | null;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('boolean', { default: false })
  archived!: boolean;

  @Column('timestamptz')
  readAt!: Date;
}
