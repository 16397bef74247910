import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AdminUserEntity } from './admin-user.entity.js';

/** A network address that an administrator logged in from. */
@Entity('admin_known_address')
@Index('admin_known_address_seen_idx', ['lastSeenAt'])
export class AdminKnownAddressEntity {
  @PrimaryColumn('uuid')
  adminId!: string;

  @ManyToOne(() => AdminUserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'admin_id', foreignKeyConstraintName: 'admin_known_address_admin_id_fkey' })
  admin?: AdminUserEntity;

  /** Keyed hash. */
  @PrimaryColumn('bytea')
  addressHash!: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt!: Date;
}
