import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { ContractActEntity } from './contract-act.entity.js';

/** Evidence that a customer accepted a contract's term: written before the provider is told. */
@Entity('contract_term_acceptance')
export class ContractTermAcceptanceEntity {
  @PrimaryColumn('uuid')
  actId!: string;

  @OneToOne(() => ContractActEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'contract_term_acceptance_act_id_fkey' })
  act?: ContractActEntity;

  @Column('text')
  termVersion!: string;

  /** Lower-case hexadecimal. */
  @Column('text')
  documentSha256!: string;

  @Column('text')
  ipAddress!: string;

  @Column('text', { nullable: true })
  userAgent!: string | null;

  @Column('timestamptz')
  acceptedAt!: Date;
}
