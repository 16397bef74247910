import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../../common/auth/auth.config.js';
import { keyedHash } from '../../../common/auth/keyed-hash.js';
import { toSaoPauloInstant } from '../../../common/brazil/dates.js';
import { Problem } from '../../../common/problem/problem.js';
import { problems } from '../../../common/problem/problem-kinds.js';
import type { AppCaller } from '../../audience/app-caller.js';
import { isForAudience } from '../../audience/audience-match.js';
import { STRANGER } from '../../audience/audience-target.js';
import { toIllustrationDto } from '../content-answers.js';
import type { OnboardingSlideDto, SlideSeenDto } from './onboarding-slide.dto.js';
import type { OnboardingSlideEntity } from './onboarding-slide.entity.js';
import { OnboardingSlideBook } from './onboarding-slide-book.service.js';
import { OnboardingSlideSeenEntity } from './onboarding-slide-seen.entity.js';

/** What an app may call its installation. */
const DEVICE_ID = /^[\x21-\x7e]{8,200}$/;

/** The first time counts; no row is the answer for a slide that is not published. */
const RECORD_SEEN = `
  INSERT INTO onboarding_slide_seen AS known (device_hash, slide_id)
  SELECT $1, id FROM onboarding_slide WHERE id = $2 AND published
  ON CONFLICT (device_hash, slide_id) DO UPDATE SET seen_at = known.seen_at
  RETURNING seen_at`;
const seenRows = z.array(z.object({ seen_at: z.date() }));

/** Onboarding slides as apps see them. */
@Injectable()
export class OnboardingSlides {
  constructor(
    private readonly book: OnboardingSlideBook,
    private readonly manager: EntityManager,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /**
   * The slides for an app that its installation has not seen yet; all of them for an installation that does not say
   * which one it is.
   */
  async unseen(app: AppCaller, deviceId: string | undefined): Promise<OnboardingSlideDto[]> {
    const meant = (await this.book.open()).filter(({ target }) => isForAudience(target, STRANGER, app));
    if (meant.length === 0 || deviceId === undefined || !DEVICE_ID.test(deviceId)) return meant.map(toDto);
    const seen = await this.manager.findBy(OnboardingSlideSeenEntity, { deviceHash: this.hashOf(deviceId) });
    const seenIds = new Set(seen.map(({ slideId }) => slideId));
    return meant.filter(({ id }) => !seenIds.has(id)).map(toDto);
  }

  /** @throws Problem NOT_FOUND, or VALIDATION_ERROR for an installation that does not say which one it is. */
  async markSeen(slideId: string, deviceId: string | undefined): Promise<SlideSeenDto> {
    if (deviceId === undefined || !DEVICE_ID.test(deviceId)) {
      const message = 'x-device-id must be 8 to 200 visible characters';
      throw new Problem(problems.validation, { invalidFields: [{ field: 'x-device-id', message }] });
    }
    const answer = await this.manager.query<unknown>(RECORD_SEEN, [this.hashOf(deviceId), slideId]);
    const [row] = seenRows.parse(answer);
    if (row === undefined) throw new Problem(problems.notFound);
    return { slide_id: slideId, seen_at: toSaoPauloInstant(row.seen_at) };
  }

  private hashOf(deviceId: string): Buffer {
    return keyedHash(this.config.identifierPepper, 'onboarding-device', deviceId);
  }
}

const toDto = (slide: OnboardingSlideEntity): OnboardingSlideDto => ({
  id: slide.id,
  title: slide.title,
  body: slide.body,
  ...toIllustrationDto(slide),
});
