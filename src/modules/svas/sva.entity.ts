import { Column, Entity, PrimaryColumn } from 'typeorm';

export const svaProviders = ['PLAYHUB', 'NEO', 'BITTRAINERS'] as const;
export type SvaProvider = (typeof svaProviders)[number];

/** A value-added service that the provider offers with its internet. */
@Entity('sva')
export class SvaEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('text', { nullable: true })
  logoUrl!: string | null;

  @Column('text')
  provider!: SvaProvider;

  /** What its provider calls it. */
  @Column('text')
  resource!: string;

  /** The page of its provider on which a customer activates it. */
  @Column('text')
  activationUrl!: string;

  /** Part of every plan. */
  @Column('boolean')
  included!: boolean;

  /** Centavos; 0 when included. */
  @Column('integer')
  priceCents!: number;

  /** What the ERP charges for it; null when included. */
  @Column('text', { nullable: true })
  erpServiceId!: string | null;

  /** Where it stands in the list. */
  @Column('integer', { default: 0 })
  position!: number;

  @Column('boolean', { default: true })
  active!: boolean;
}
