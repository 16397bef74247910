import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That an installation of the app has shown a slide. */
@Entity('onboarding_slide_seen')
export class OnboardingSlideSeenEntity {
  /** Keyed hash of the app's id of its installation. */
  @PrimaryColumn('bytea')
  deviceHash!: Buffer;

  @Index('onboarding_slide_seen_slide_idx')
  @PrimaryColumn('uuid')
  slideId!: string;

  @Index('onboarding_slide_seen_at_idx')
  @Column('timestamptz', { default: () => 'now()' })
  seenAt!: Date;
}
