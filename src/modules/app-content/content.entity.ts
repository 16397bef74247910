import { Column, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import type { AudienceTarget } from '../audience/audience-target.js';

/** What a tap on content opens: a screen of the app, or an https address. */
export interface ContentAction {
  readonly type: 'DEEPLINK' | 'OPEN_URL';
  readonly value: string;
}

/** What every kind of content has that administrators keep for the app. */
export abstract class ContentEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  title!: string;

  @Column('jsonb', { default: {} })
  target!: AudienceTarget;

  /** Lower comes first. */
  @Column('integer', { default: 0 })
  position!: number;

  @Column('boolean', { default: false })
  published!: boolean;

  @Column('timestamptz')
  startsAt!: Date;

  /** The first moment at which it is no longer shown; null when it stays. */
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  /** Administrator who wrote it last. */
  @Column('uuid')
  updatedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}

/** Content with an image and a way on, both of which it may do without. */
export abstract class IllustratedContentEntity extends ContentEntity {
  @Column('text', { nullable: true })
  imageUrl!: string | null;

  @Column('jsonb', { nullable: true })
  action!: ContentAction | null;
}
