import { Column, CreateDateColumn, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { AdminUserEntity } from './admin-user.entity.js';

/** The second factor of an administrator: an authenticator app that shares this secret. */
@Entity('admin_totp')
export class AdminTotpEntity {
  @PrimaryColumn('uuid')
  adminId!: string;

  @OneToOne(() => AdminUserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'admin_id', foreignKeyConstraintName: 'admin_totp_admin_id_fkey' })
  admin?: AdminUserEntity;

  @Column('bytea')
  sealedSecret!: Buffer;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** Null until a first code proved that an authenticator has the secret. */
  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** Time step of the last code accepted. */
  @Column('integer', { nullable: true })
  lastStep!: number | null;
}
