import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/** A customer who logged in at least once. */
@Entity('customer_account')
@Index('customer_account_document_key', ['document'], { unique: true })
export class CustomerAccountEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  erpCustomerId!: string;

  /** Bare CPF or CNPJ: several operations of the provider are keyed by it. */
  @Column('text')
  document!: string;

  @Column('text')
  firstName!: string;

  /** The password equals the document, as the provider hands it out. */
  @Column('boolean', { default: false })
  passwordIsDefault!: boolean;

  /** The last change made through this API. */
  @Column('timestamptz', { nullable: true })
  passwordChangedAt!: Date | null;

  /** When the customer asked to be forgotten: what is left names nobody. */
  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}
