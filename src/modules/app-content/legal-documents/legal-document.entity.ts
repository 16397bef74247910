import { Column, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import type { LegalDocumentKind } from './legal-document-kind.js';

/** One version of a legal text. It changes no more once it is in force, and is so until the next version is. */
@Entity('legal_document')
@Index('legal_document_version_key', ['kind', 'version'], { unique: true })
@Index('legal_document_effective_key', ['kind', 'effectiveAt'], { unique: true, where: 'published' })
export class LegalDocumentEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  kind!: LegalDocumentKind;

  @Column('text')
  version!: string;

  @Column('text')
  title!: string;

  /** What is new in it, for customers. */
  @Column('text', { nullable: true })
  changes!: string | null;

  /** Markdown without HTML. */
  @Column('text')
  bodyMd!: string;

  /** Of the body in UTF-8, lower-case hexadecimal. */
  @Column('text')
  bodySha256!: string;

  @Column('boolean')
  requiresAcceptance!: boolean;

  @Column('boolean', { default: false })
  published!: boolean;

  /** Null only of drafts. */
  @Column('timestamptz', { nullable: true })
  effectiveAt!: Date | null;

  /** Administrator who wrote it last. */
  @Column('uuid')
  updatedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}
