import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';

export type ContractActKind =
  'COLLECT_CALLS' | 'DUE_DATE_CHANGE' | 'TERM_ACCEPTANCE' | 'TEMPORARY_SUSPENSION' | 'ADDRESS_CHANGE';

/** `sending` before the provider is asked, `uncertain` after a lost answer, until a reading settles it. */
export type ContractActState = 'sending' | 'uncertain' | 'done' | 'failed';

/** Something asked of the provider for a contract that must not be done twice. */
@Entity('contract_act')
@Index('contract_act_pending_key', { synchronize: false })
@Index('contract_act_done_idx', { synchronize: false })
@Index('contract_act_customer_idx', ['customerId'])
export class ContractActEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'contract_act_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('text')
  kind!: ContractActKind;

  @Column('text')
  state!: ContractActState;

  /** What was asked, to tell a repetition from another wish. */
  @Column('jsonb')
  request!: object;

  /** What came of it, once done. */
  @Column('jsonb', { nullable: true })
  outcome!: object | null;

  @Column('timestamptz', { default: () => 'now()' })
  sentAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
