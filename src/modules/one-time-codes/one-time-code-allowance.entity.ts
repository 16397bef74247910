import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often something was sent codes, or asked for them, in the present window. */
@Entity('one_time_code_allowance')
@Index('one_time_code_allowance_window_idx', ['windowEndsAt'])
export class OneTimeCodeAllowanceEntity {
  /** Keyed hash of a document, destination, device or address. */
  @PrimaryColumn('bytea')
  subjectHash!: Buffer;

  @Column('integer')
  taken!: number;

  @Column('timestamptz')
  windowEndsAt!: Date;
}
