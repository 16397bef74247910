import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { LegalDocumentKind } from './legal-document-kind.js';

/** Proof that a customer accepted a legal text; added, never changed. */
@Entity('legal_acceptance')
@Index('legal_acceptance_customer_key', ['customerId', 'documentId'], { unique: true })
@Index('legal_acceptance_document_idx', ['documentId'])
export class LegalAcceptanceEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** No reference: the proof outlives the account. */
  @Column('uuid')
  customerId!: string;

  /** Keyed hash of the customer's document, to find the proof when its owner asks for it. */
  @Column('bytea')
  subjectHash!: Buffer;

  @Column('uuid')
  documentId!: string;

  @Column('text')
  kind!: LegalDocumentKind;

  @Column('text')
  version!: string;

  @Column('text')
  bodySha256!: string;

  /** Where it was accepted: `ios`, `android` or `app`. */
  @Column('text')
  channel!: string;

  @Column('text', { nullable: true })
  appVersion!: string | null;

  /** Keyed hash of the network address. */
  @Column('bytea')
  addressHash!: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  acceptedAt!: Date;
}
