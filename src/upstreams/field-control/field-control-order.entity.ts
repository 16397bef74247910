import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An order as Field Control last told it. */
@Entity('field_control_order')
@Index('field_control_order_identifier_idx', ['identifier'])
export class FieldControlOrderEntity {
  @PrimaryColumn('text')
  id!: string;

  /** The order's id at the ERP. */
  @Column('text', { nullable: true })
  identifier!: string | null;

  @Column('text', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  serviceId!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('timestamptz', { nullable: true })
  createdAt!: Date | null;

  @Column('timestamptz')
  readAt!: Date;
}
