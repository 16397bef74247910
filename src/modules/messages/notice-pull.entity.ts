import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

/** When a customer's notices were last read from the provider. */
@Entity('notice_pull')
export class NoticePullEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @OneToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'notice_pull_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('timestamptz')
  pulledAt!: Date;
}
