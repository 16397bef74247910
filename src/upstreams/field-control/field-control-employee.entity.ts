import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody of the field staff as Field Control last told it. */
@Entity('field_control_employee')
export class FieldControlEmployeeEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  avatarUrl!: string | null;

  @Column('timestamptz')
  readAt!: Date;
}
