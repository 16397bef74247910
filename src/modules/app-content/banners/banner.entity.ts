import { Column, Entity } from 'typeorm';
import { IllustratedContentEntity } from '../content.entity.js';
import type { WarningBannerSeverity } from './warning-banner-sources.service.js';

export const bannerKinds = ['CONTENT', 'WARNING'] as const;
export type BannerKind = (typeof bannerKinds)[number];

/** Something shown on a screen of the app, or a warning. */
@Entity('banner')
export class BannerEntity extends IllustratedContentEntity {
  @Column('text')
  kind!: BannerKind;

  /** Where on which screen; null of a warning, which is shown wherever the app shows warnings. */
  @Column('text', { nullable: true })
  placement!: string | null;

  /** Null unless it is a warning. */
  @Column('text', { nullable: true })
  severity!: WarningBannerSeverity | null;

  @Column('text', { nullable: true })
  body!: string | null;

  /** Whether the customer may put it away. */
  @Column('boolean', { default: true })
  dismissible!: boolean;
}
