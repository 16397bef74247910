import { OmitType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { PageDto } from '../../../common/http/page.dto.js';
import { PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../../common/http/text-patterns.js';
import { WriteAudienceTargetDto } from '../../audience/audience-target.dto.js';
import { AdminIllustratedContentDto, ContentActionDto, WriteIllustratedContentDto } from '../content.dto.js';

export class OnboardingSlideDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  /** @example "Sua fatura na palma da mão" */
  title!: string;

  body!: string;

  image_url!: string | null;

  /** What a tap opens; null when nothing */
  action!: ContentActionDto | null;
}

export class OnboardingSlidesDto {
  /** Those to show now, the first to be shown first */
  items!: OnboardingSlideDto[];
}

export class SlideSeenDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  slide_id!: string;

  /** When it was seen first, ISO-8601 with offset */
  seen_at!: string;
}

/** Which apps content is for, as administrators write it. */
export class WriteAppTargetDto extends PickType(WriteAudienceTargetDto, ['platforms', 'min_version', 'max_version']) {}

export class WriteOnboardingSlideDto extends OmitType(WriteIllustratedContentDto, ['target']) {
  /**
   * Text, without markup
   * @example "Pague com Pix, baixe a segunda via e acompanhe o consumo."
   */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(300)
  body!: string;

  /** Which apps it is for; all when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WriteAppTargetDto)
  target?: WriteAppTargetDto;
}

export class AdminOnboardingSlideDto extends AdminIllustratedContentDto {
  body!: string;
}

export class AdminOnboardingSlideListDto extends PageDto {
  items!: AdminOnboardingSlideDto[];
}
