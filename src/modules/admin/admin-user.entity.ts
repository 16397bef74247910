import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody who works the admin panel. */
@Entity('admin_user')
export class AdminUserEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Lower case: it is also the user name. */
  @Index('admin_user_email_key', { unique: true })
  @Column('text')
  email!: string;

  /** PHC string of argon2id. */
  @Column('text')
  passwordHash!: string;

  @Column('text', { array: true, default: '{}' })
  roles!: string[];

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}
