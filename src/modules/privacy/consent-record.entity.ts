import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ConsentPurpose } from './consent-purposes.js';

/** One decision of a customer; decisions are added, never changed. */
@Entity('consent_record')
@Index('consent_record_customer_idx', { synchronize: false })
export class ConsentRecordEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** No reference: the proof of a consent outlives the account. */
  @Column('uuid')
  customerId!: string;

  /** Keyed hash of the document, to find the proof when its owner asks for it. */
  @Column('bytea')
  documentHash!: Buffer;

  @Column('text')
  purpose!: ConsentPurpose;

  @Column('text')
  version!: string;

  @Column('boolean')
  granted!: boolean;

  /** Where it was decided: `ios`, `android` or `app`. */
  @Column('text')
  channel!: string;

  @Column('timestamptz', { default: () => 'now()' })
  recordedAt!: Date;
}
