import { Column, Entity, Generated, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody who works the admin panel. */
@Entity('admin_user')
@Index('admin_user_email_key', ['email'], { unique: true, where: 'removed_at IS NULL' })
export class AdminUserEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Lower case: it is also the user name. */
  @Column('text')
  email!: string;

  @Column('text', { default: '' })
  name!: string;

  /** PHC string of argon2id; empty in an account that was removed. */
  @Column('text')
  passwordHash!: string;

  /** Set while the password is one that somebody else gave: it must be changed, and opens nothing after this. */
  @Column('timestamptz', { nullable: true })
  temporaryPasswordUntil!: Date | null;

  @Column('text', { array: true, default: '{}' })
  roles!: string[];

  /** Every live token carries it; another one ends them all. */
  @Generated('uuid')
  @Column('uuid')
  tokenGeneration!: string;

  /** How often failed log-ins were forgotten by another administrator. */
  @Column('integer', { default: 0 })
  unlocks!: number;

  @Column('timestamptz', { nullable: true })
  lastAuthenticatedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  /** The row stays, as a name for its audit entries. */
  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
