import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** A password being set at the provider, or one of which nobody knows yet whether it was. */
@Entity('password_act')
@Index('password_act_begun_idx', ['begunAt'])
export class PasswordActEntity {
  /** Keyed hash of the document. */
  @PrimaryColumn('bytea')
  subjectHash!: Buffer;

  @Column('uuid')
  holder!: string;

  @Column('timestamptz')
  lockedUntil!: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  begunAt!: Date;
}
