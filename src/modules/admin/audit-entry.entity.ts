import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One act of an administrator; the table refuses changes, and deletions but those of its retention. */
@Entity('audit_entry')
@Index('audit_entry_occurred_idx', ['occurredAt', 'id'])
@Index('audit_entry_admin_idx', ['adminId', 'occurredAt', 'id'])
// Its descending column is beyond what an index declared here can say.
@Index('audit_entry_subject_idx', { synchronize: false })
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('timestamptz', { default: () => 'now()' })
  occurredAt!: Date;

  @Column('uuid')
  adminId!: string;

  @Column('text')
  action!: string;

  @Column('text')
  subjectKind!: string;

  @Column('text')
  subjectId!: string;

  @Column('jsonb', { nullable: true })
  before!: object | null;

  @Column('jsonb', { nullable: true })
  after!: object | null;

  @Column('text', { nullable: true })
  requestId!: string | null;
}
