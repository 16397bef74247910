import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CustomerAccountEntity } from '../customers/customer-account.entity.js';
import type { CustomerFileKind } from './customer-file-kinds.js';

/** That files were sent; the files themselves are the provider's. */
@Entity('file_upload')
@Index('file_upload_contract_idx', ['contractId', 'createdAt'], { where: 'counted' })
@Index('file_upload_customer_idx', ['customerId'])
@Index('file_upload_created_idx', ['createdAt'])
export class FileUploadEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  customerId!: string;

  @ManyToOne(() => CustomerAccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'file_upload_customer_id_fkey' })
  customer?: CustomerAccountEntity;

  @Column('text')
  contractId!: string;

  @Column('text')
  kind!: CustomerFileKind;

  @Column('integer')
  files!: number;

  /** The answer of the provider was lost. */
  @Column('boolean', { default: false })
  uncertain!: boolean;

  /** Counts against what may be sent in a day. */
  @Column('boolean', { default: true })
  counted!: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
