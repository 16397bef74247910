import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a customer stands, by what help needs to know; `UNKNOWN` while the provider does not answer. */
export const supportSituations = [
  'VISITOR',
  'AWAITING_INSTALLATION',
  'ACTIVE',
  'TRUST',
  'SUSPENDED',
  'PAUSED',
  'CANCELLED',
  'UNKNOWN',
] as const;
export type SupportSituation = (typeof supportSituations)[number];

/** Something that a customer needs help with, and where the app leads them. */
@Entity('support_topic')
export class SupportTopicEntity {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  action!: 'NAVIGATE' | 'OPEN_URL';

  @Column('text')
  actionTarget!: string;

  @Column('text', { array: true, default: () => "'{}'" })
  situations!: SupportSituation[];

  @Column('text', { array: true, default: () => "'{}'" })
  firstIn!: SupportSituation[];

  @Column('integer', { default: 0 })
  position!: number;

  @Column('boolean', { default: true })
  enabled!: boolean;
}
