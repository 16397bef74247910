import { Column, CreateDateColumn, Entity, Generated, PrimaryColumn } from 'typeorm';

/** A program that may ask for service tokens. */
@Entity('oauth_client')
export class OauthClientEntity {
  @PrimaryColumn('text')
  id!: string;

  /** What people call it. */
  @Column('text', { default: '' })
  name!: string;

  /** PHC string of argon2id. */
  @Column('text')
  secretHash!: string;

  @Column('timestamptz', { default: () => 'now()' })
  secretSetAt!: Date;

  /** The secret before the last rotation, and until when it is good too. */
  @Column('text', { nullable: true })
  previousSecretHash!: string | null;

  @Column('timestamptz', { nullable: true })
  previousSecretUntil!: Date | null;

  /** Every live token carries it; another one ends them all. */
  @Generated('uuid')
  @Column('uuid')
  tokenGeneration!: string;

  @Column('text', { array: true, default: '{}' })
  scopes!: string[];

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
