import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumberString,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQueryDto } from '../../common/http/page.dto.js';
import { INSTANT_MESSAGE, INSTANT_PATTERN, LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { AudienceTargetDto, WriteAudienceTargetDto } from '../audience/audience-target.dto.js';
import { type WindowState, windowStates } from './content-window.js';

export class ContractChoiceQuery {
  /**
   * Contract chosen in the app; all contracts of the customer when left out
   * @example 899059
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;
}

export class ContentActionDto {
  /** `DEEPLINK`: a screen of the app. `OPEN_URL`: an https address on an allowed host */
  @IsIn(['DEEPLINK', 'OPEN_URL'])
  type!: 'DEEPLINK' | 'OPEN_URL';

  /** @example provider://invoices */
  @IsString()
  @Length(1, 500)
  value!: string;
}

/** What is written of every kind of content. */
export class WriteContentDto {
  /** @example "Indique e ganhe" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  title!: string;

  /** Whether it may be shown; not, when left out */
  @IsOptional()
  @IsBoolean()
  published?: boolean;

  /**
   * From when it is shown
   * @example 2026-12-01T08:00:00-03:00
   */
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  starts_at!: string;

  /**
   * Until when it is shown; it stays when left out
   * @example 2026-12-31T23:59:59-03:00
   */
  @IsOptional()
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  ends_at?: string | null;

  /**
   * Lower comes first; 0 when left out
   * @example 10
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;

  /** Whom it is for: every kind given must match, any entry within a kind; everybody when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WriteAudienceTargetDto)
  target?: WriteAudienceTargetDto;
}

/** With an image and a way on, both of which it may do without. */
export class WriteIllustratedContentDto extends WriteContentDto {
  /**
   * An https address on an allowed host
   * @example https://images.example.com/referral.png
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  image_url?: string | null;

  /** What a tap opens; nothing when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ContentActionDto)
  action?: ContentActionDto | null;
}

export class ListContentQuery extends PageQueryDto {
  /** Only what is published, or only what is not */
  @IsOptional()
  @IsIn(['true', 'false'])
  published?: 'true' | 'false';

  /** Only what is shown later, now, or no longer, as far as its window goes */
  @IsOptional()
  @IsIn(windowStates)
  window?: WindowState;

  /** Order of the list; as it is shown when left out */
  @IsOptional()
  @IsIn(['position', '-startsAt', '-updatedAt'])
  sort?: 'position' | '-startsAt' | '-updatedAt';
}

/** What administrators see of every kind of content. */
export class AdminContentDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  title!: string;

  /** Whom it is for */
  target!: AudienceTargetDto;

  position!: number;

  published!: boolean;

  /** ISO-8601 with offset */
  starts_at!: string;

  /** Null when it stays */
  ends_at!: string | null;

  /** Whether its window has yet to open, is open, or is over; it is shown while it is open and published */
  window!: WindowState;

  /** Administrator who wrote it last */
  updated_by!: string;

  created_at!: string;

  updated_at!: string;
}

export class AdminIllustratedContentDto extends AdminContentDto {
  image_url!: string | null;

  action!: ContentActionDto | null;
}
