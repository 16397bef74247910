import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

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
@Index('support_topic_code_key', ['code'], { unique: true })
export class SupportTopicEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** What the app knows it by. */
  @Column('text')
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
