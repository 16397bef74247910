import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AdminTotpEntity } from './admin-totp.entity.js';

/** A code that stands in once for an authenticator that was lost. */
@Entity('admin_recovery_code')
export class AdminRecoveryCodeEntity {
  @PrimaryColumn('uuid')
  adminId!: string;

  @ManyToOne(() => AdminTotpEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'admin_id', foreignKeyConstraintName: 'admin_recovery_code_admin_id_fkey' })
  totp?: AdminTotpEntity;

  /** Keyed hash. */
  @PrimaryColumn('bytea')
  codeHash!: Buffer;
}
