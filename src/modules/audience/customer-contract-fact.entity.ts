import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What is known here of a contract since it was last read, to choose content by. */
@Entity('customer_contract_fact')
@Index('customer_contract_fact_place_idx', ['city', 'district'])
@Index('customer_contract_fact_contract_idx', ['contractId'])
export class CustomerContractFactEntity {
  @PrimaryColumn('uuid')
  customerId!: string;

  @PrimaryColumn('text')
  contractId!: string;

  /** In the form of `comparableName`, as the next three; null while unknown. */
  @Column('text', { nullable: true })
  city!: string | null;

  @Column('text', { nullable: true })
  district!: string | null;

  @Column('text', { nullable: true })
  plan!: string | null;

  @Column('text')
  status!: string;

  @Column('timestamptz', { default: () => 'now()' })
  learntAt!: Date;

  /** When its address was last read, also one that names no place. */
  @Column('timestamptz', { nullable: true })
  placeLearntAt!: Date | null;
}
