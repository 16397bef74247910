import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a request that carried an `Idempotency-Key`. */
@Entity('idempotency_record')
@Index('idempotency_record_created_idx', ['createdAt'])
export class IdempotencyRecordEntity {
  /** `customer:<id>`, `admin:<id>` or `channel`. */
  @PrimaryColumn('text')
  scope!: string;

  @PrimaryColumn('text')
  idempotencyKey!: string;

  @Column('bytea')
  fingerprint!: Buffer;

  @Column('uuid')
  holder!: string;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;

  /** Null while in flight. */
  @Column('integer', { nullable: true })
  status!: number | null;

  /** Null for an answer without a body. */
  @Column('text', { nullable: true })
  contentType!: string | null;

  @Column('text', { nullable: true })
  body!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
