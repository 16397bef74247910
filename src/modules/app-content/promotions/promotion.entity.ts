import { Column, Entity } from 'typeorm';
import { IllustratedContentEntity } from '../content.entity.js';

/** An offer that is shown in the app. */
@Entity('promotion')
export class PromotionEntity extends IllustratedContentEntity {
  @Column('text')
  body!: string;

  /** The price as it is announced. */
  @Column('text', { nullable: true })
  priceText!: string | null;

  /** Conditions of the offer. */
  @Column('text')
  terms!: string;

  /** An offer of somebody else's: only for whoever agreed to those. */
  @Column('boolean', { default: false })
  partner!: boolean;
}
