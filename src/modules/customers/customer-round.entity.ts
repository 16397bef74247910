import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CustomerAccountEntity } from './customer-account.entity.js';

/** When a round last came by a customer. */
@Entity('customer_round')
export class CustomerRoundEntity {
  @PrimaryColumn('text')
  name!: string;

  @Index('customer_round_customer_idx')
  @PrimaryColumn('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'customer_round_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('timestamptz')
  visitedAt!: Date;
}
