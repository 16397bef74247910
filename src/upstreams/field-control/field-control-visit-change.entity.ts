import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A visit whose state changed; the row goes when the customer was told. */
@Entity('field_control_visit_change')
export class FieldControlVisitChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  taskId!: string;

  @Column('text')
  orderId!: string;

  @Column('text')
  status!: string;

  @Column('date', { nullable: true })
  scheduledDate!: string | null;

  @Column('text', { nullable: true })
  employeeId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  changedAt!: Date;
}
