import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** Why nothing may be sent for a contract: a payment proof is being looked at, or the provider's people say so. */
@Entity('file_upload_block')
@Index('file_upload_block_created_idx', { synchronize: false })
export class FileUploadBlockEntity {
  @PrimaryColumn('text')
  contractId!: string;

  @Column('text')
  reason!: 'PAYMENT_PROOF_SENT' | 'PROVIDER';

  /** Null until it is lifted. */
  @Column('timestamptz', { nullable: true })
  blockedUntil!: Date | null;

  /** For the provider's people. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** The administrator who set it. */
  @Column('uuid', { nullable: true })
  setBy!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
