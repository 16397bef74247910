import { Column, Entity } from 'typeorm';
import { IllustratedContentEntity } from '../content.entity.js';

/** What the app shows of itself before anybody has logged in; its target is of apps only. */
@Entity('onboarding_slide')
export class OnboardingSlideEntity extends IllustratedContentEntity {
  @Column('text')
  body!: string;
}
