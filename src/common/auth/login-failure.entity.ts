import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Recent failed log-ins of one subject, which stands here only as a keyed hash. */
@Entity('login_failure')
export class LoginFailureEntity {
  @PrimaryColumn('bytea')
  subjectHash!: Buffer;

  @Column('integer')
  failures!: number;

  @Index('login_failure_window_idx')
  @Column('timestamptz')
  windowStartedAt!: Date;

  /** Null until the limit was reached. */
  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;
}
