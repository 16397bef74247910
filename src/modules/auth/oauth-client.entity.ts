import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A program that may ask for service tokens. */
@Entity('oauth_client')
export class OauthClientEntity {
  @PrimaryColumn('text')
  id!: string;

  /** PHC string of argon2id. */
  @Column('text')
  secretHash!: string;

  @Column('text', { array: true, default: '{}' })
  scopes!: string[];

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
