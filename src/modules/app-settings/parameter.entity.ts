import { Column, Entity, PrimaryColumn } from 'typeorm';

export const parameterKinds = ['BOOLEAN', 'NUMBER', 'TEXT', 'OBJECT'] as const;
export type ParameterKind = (typeof parameterKinds)[number];

/** A setting that operators change without a release. */
@Entity('parameter')
export class ParameterEntity {
  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  kind!: ParameterKind;

  /** Of the kind said: the database holds it to that. */
  @Column('jsonb')
  value!: unknown;

  /** Whether apps may read it. */
  @Column('boolean', { default: false })
  public!: boolean;

  @Column('text', { default: '' })
  description!: string;

  /** The administrator who set it last. */
  @Column('uuid')
  updatedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
