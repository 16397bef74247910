import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { IrreversibleActEntity } from '../../common/acts/irreversible-act.entity.js';

/** Evidence that a customer accepted a contract's term: written before the provider is told. */
@Entity('contract_term_acceptance')
export class ContractTermAcceptanceEntity {
  @PrimaryColumn('uuid')
  actId!: string;

  @OneToOne(() => IrreversibleActEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'contract_term_acceptance_act_id_fkey' })
  act?: IrreversibleActEntity;

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
