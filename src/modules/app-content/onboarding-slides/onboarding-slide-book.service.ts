import { Injectable } from '@nestjs/common';
import { toAdminContentDto, toIllustrationDto } from '../content-answers.js';
import { ContentBook, contentConditions, contentOrder } from '../content-book.js';
import { ContentDesk } from '../content-desk.service.js';
import type { ListContentQuery } from '../content.dto.js';
import type {
  AdminOnboardingSlideDto,
  AdminOnboardingSlideListDto,
  WriteOnboardingSlideDto,
} from './onboarding-slide.dto.js';
import { OnboardingSlideEntity } from './onboarding-slide.entity.js';

/** The onboarding slides that administrators keep. */
@Injectable()
export class OnboardingSlideBook extends ContentBook<
  OnboardingSlideEntity,
  WriteOnboardingSlideDto,
  AdminOnboardingSlideDto
> {
  constructor(desk: ContentDesk) {
    super(desk, {
      name: 'onboarding-slide',
      entity: OnboardingSlideEntity,
      columnsOf: (wanted, adminId) => ({
        ...desk.illustratedColumnsOf(wanted, adminId),
        body: wanted.body,
      }),
      toDto: (row) => ({
        ...toAdminContentDto(row),
        body: row.body,
        ...toIllustrationDto(row),
      }),
    });
  }

  page(query: ListContentQuery): Promise<AdminOnboardingSlideListDto> {
    return this.list({ query, where: contentConditions(query), order: contentOrder(query) });
  }
}
