import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  INSTANT_MESSAGE,
  INSTANT_PATTERN,
  LINE,
  LINE_MESSAGE,
  PARAGRAPHS,
  PARAGRAPHS_MESSAGE,
} from '../../common/http/text-patterns.js';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { IsDocument } from '../../common/brazil/is-document.validator.js';
import { APP_VERSION_PATTERN } from '../app-settings/app-version-number.js';
import { AudienceTargetDto, WriteAudienceTargetDto } from '../audience/audience-target.dto.js';

const SCREEN_PATTERN = /^[A-Z][A-Z0-9_]{0,39}$/;
const SCREEN_MESSAGE = { message: '$property must be a screen name such as HOME' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MESSAGE = { message: '$property must be a day, yyyy-MM-dd' };

export class ShowPopupsQuery {
  /**
   * Screen that is about to be shown
   * @example HOME
   */
  @Matches(SCREEN_PATTERN, SCREEN_MESSAGE)
  screen!: string;

  /**
   * Contract chosen in the app; all contracts of the customer when left out
   * @example "40211"
   */
  @IsOptional()
  @IsString()
  contractId?: string;
}

export class PopupActionDto {
  /**
   * Text of the button
   * @example "Ver fatura"
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(40)
  label!: string;

  /** What the button does */
  @IsIn(['DEEP_LINK', 'URL', 'DISMISS'])
  kind!: 'DEEP_LINK' | 'URL' | 'DISMISS';

  /**
   * Where it leads: a deep link into the app, or an https address on a host of the list; none for `DISMISS`
   * @example provider://invoices
   */
  @ValidateIf(({ kind, link }: PopupActionDto) => kind !== 'DISMISS' || link !== undefined)
  @IsString()
  @Length(1, 500)
  link?: string;
}

export class PopupCapDto {
  /**
   * Showings to one customer in one day of Sao Paulo
   * @example 1
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  per_day?: number;

  /**
   * Showings to one customer altogether
   * @example 5
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  total?: number;

  /**
   * Hours between two showings to one customer
   * @example 12
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(8_760)
  min_interval_h?: number;

  /** Whether it is gone for good once clicked */
  @IsOptional()
  @IsBoolean()
  once?: boolean;
}

/** What administrators write of a popup. */
export class WritePopupDto {
  /**
   * Heading
   * @example "Manutenção programada"
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  title!: string;

  /**
   * Text, without markup
   * @example "Na madrugada de domingo sua conexão pode oscilar por até 30 minutos."
   */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(1_000)
  body!: string;

  /**
   * Image above the text: an https address on a host of the list
   * @example https://images.example.com/maintenance.png
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  image_url?: string;

  /** Buttons, from first to last */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PopupActionDto)
  actions?: PopupActionDto[];

  /**
   * Screen it is shown on
   * @example HOME
   */
  @Matches(SCREEN_PATTERN, SCREEN_MESSAGE)
  screen!: string;

  /**
   * From when it is shown
   * @example 2026-12-01T08:00:00-03:00
   */
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  starts_at!: string;

  /**
   * Until when it is shown
   * @example 2026-12-08T08:00:00-03:00
   */
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  ends_at!: string;

  /**
   * Higher comes first; 0 when left out
   * @example 10
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  priority?: number;

  /** Whether the app waits for an answer before it goes on; false when left out */
  @IsOptional()
  @IsBoolean()
  blocking?: boolean;

  /** Whom it is for: every kind given must match, any entry within a kind; everybody when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WriteAudienceTargetDto)
  target?: WriteAudienceTargetDto;

  /** How often one customer sees it; without limit when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PopupCapDto)
  cap?: PopupCapDto;

  /**
   * Customers of a hundred who never see it, to compare with: always the same ones; 0 when left out
   * @example 10
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  holdout_percent?: number;
}

export class CreatePopupDto extends WritePopupDto {
  /** Whether it may be shown; true when left out */
  @IsOptional()
  @IsBoolean()
  published?: boolean;
}

export class ReplacePopupDto extends WritePopupDto {
  /**
   * For a popup that is for documents, when `target.documents` is left out: whether it stays for the same ones, which
   * cannot be read back, or is for nobody by document any more. One of the two must be said.
   */
  @IsOptional()
  @IsBoolean()
  keep_documents?: boolean;
}

export class PublishPopupDto {
  /** Whether it may be shown; takes effect with the next request of every app */
  @IsBoolean()
  published!: boolean;
}

export class ReadPopupDto {
  /** What the customer did; `DISMISSED` is for good */
  @IsIn(['VIEWED', 'CLICKED', 'DISMISSED'])
  action!: 'VIEWED' | 'CLICKED' | 'DISMISSED';
}

export class PopupDto {
  /**
   * Id of the popup
   * @example 7f1a2a0e-51c7-4c5b-9a3e-3e0f5e6f2b11
   */
  id!: string;

  /**
   * Heading
   * @example "Manutenção programada"
   */
  title!: string;

  /**
   * Text, without markup
   * @example "Na madrugada de domingo sua conexão pode oscilar por até 30 minutos."
   */
  body!: string;

  /** Image above the text; null when there is none */
  image_url!: string | null;

  /** Buttons, from first to last */
  actions!: PopupActionDto[];

  /**
   * Screen it is shown on
   * @example HOME
   */
  screen!: string;

  /**
   * From when it is shown
   * @example 2026-12-01T08:00:00-03:00
   */
  starts_at!: string;

  /**
   * Until when it is shown
   * @example 2026-12-08T08:00:00-03:00
   */
  ends_at!: string;

  /**
   * Higher comes first
   * @example 10
   */
  priority!: number;

  /** Whether the app waits for an answer before it goes on */
  blocking!: boolean;
}

export class PopupsDto {
  /** Popups to show now, the most important first; at most one of them is blocking */
  items!: PopupDto[];
}

export class PopupReadDto {
  /**
   * Id of the popup
   * @example 7f1a2a0e-51c7-4c5b-9a3e-3e0f5e6f2b11
   */
  popup_id!: string;

  /** What was recorded */
  action!: 'VIEWED' | 'CLICKED' | 'DISMISSED';

  /**
   * How often it counted today; 1 for anything but `VIEWED`
   * @example 1
   */
  times_today!: number;

  /** Whether this one counted: not, when the caps of the popup are reached or the action counted today already */
  counted!: boolean;
}

export class AdminPopupDto extends PopupDto {
  /** Whom it is for */
  target!: AudienceTargetDto;

  /** How often one customer sees it */
  cap!: PopupCapDto;

  /**
   * Customers of a hundred who never see it
   * @example 0
   */
  holdout_percent!: number;

  /** Whether it may be shown */
  published!: boolean;

  /**
   * Administrator who made it
   * @example 5b0f3c1e-6f0d-4f5e-8a53-0d1b7c1a9e01
   */
  created_by!: string;

  /**
   * When it was made
   * @example 2026-11-21T17:30:00-03:00
   */
  created_at!: string;

  /**
   * When it was last changed
   * @example 2026-11-21T17:30:00-03:00
   */
  updated_at!: string;
}

export class AdminPopupListDto extends PageDto {
  items!: AdminPopupDto[];
}

export class ListAdminPopupsQuery extends PageQueryDto {
  /**
   * Only those of this screen
   * @example HOME
   */
  @IsOptional()
  @Matches(SCREEN_PATTERN, SCREEN_MESSAGE)
  screen?: string;

  /** Only those that may be shown, or only those that may not */
  @IsOptional()
  @IsIn(['true', 'false'])
  published?: 'true' | 'false';

  /** Only those whose time is still to come, is now, or is over */
  @IsOptional()
  @IsIn(['UPCOMING', 'OPEN', 'OVER'])
  window?: 'UPCOMING' | 'OPEN' | 'OVER';

  /** Order of the list; `-createdAt` when left out */
  @IsOptional()
  @IsIn(['-createdAt', '-priority', 'startsAt', '-startsAt', 'endsAt'])
  sort?: '-createdAt' | '-priority' | 'startsAt' | '-startsAt' | 'endsAt';
}

export class PreviewPopupDto {
  /**
   * CPF or CNPJ of the customer
   * @example "529.982.247-25"
   */
  @IsDocument()
  document!: string;

  /**
   * Contract chosen in the app; all contracts of the customer when left out
   * @example "899059"
   */
  @IsOptional()
  @Matches(/^[0-9]{1,19}$/, { message: 'contract_id must be 1 to 19 digits' })
  contract_id?: string;

  /** System the app runs on; that of no app when left out */
  @IsOptional()
  @IsIn(['ios', 'android'])
  platform?: 'ios' | 'android';

  /**
   * Version of the app; none when left out
   * @example 3.9.9
   */
  @IsOptional()
  @Matches(APP_VERSION_PATTERN, { message: 'app_version must be one to four numbers separated by dots' })
  app_version?: string;
}

/** What may stand against a popup being shown. */
export type PopupPreviewReason =
  | 'NOT_PUBLISHED'
  | 'NOT_STARTED'
  | 'OVER'
  | 'DOCUMENT'
  | 'CITY'
  | 'PLAN'
  | 'STATUS'
  | 'PLATFORM'
  | 'VERSION'
  | 'HELD_OUT'
  | 'DISMISSED'
  | 'CLICKED'
  | 'CAP_TOTAL'
  | 'CAP_PER_DAY'
  | 'CAP_INTERVAL'
  | 'UNKNOWN_CUSTOMER'
  | 'OUTRANKED';

export class PopupPreviewDto {
  /** Whether the customer would see it now */
  shown!: boolean;

  /**
   * Why not: all that stands against it. `UNKNOWN_CUSTOMER` never logged in here; `OUTRANKED` means that others come
   * first. What is targeted by city, plan or status counts as far as it is known here.
   * @example ["CITY"]
   */
  reasons!: PopupPreviewReason[];
}

export class PopupStatisticsQuery {
  /**
   * First day, in Sao Paulo; 29 days before the last when left out
   * @example 2026-11-01
   */
  @IsOptional()
  @Matches(DAY, DAY_MESSAGE)
  from?: string;

  /**
   * Last day, in Sao Paulo; today when left out
   * @example 2026-11-30
   */
  @IsOptional()
  @Matches(DAY, DAY_MESSAGE)
  to?: string;
}

export class PopupCountsDto {
  /** @example 5210 */
  shown!: number;

  /** @example 730 */
  clicked!: number;

  /** @example 1204 */
  dismissed!: number;

  /**
   * Different customers who saw it
   * @example 4102
   */
  customers!: number;
}

export class PopupDayDto extends PopupCountsDto {
  /** @example 2026-11-21 */
  day!: string;
}

export class PopupStatisticsDto {
  /** @example 7f1a2a0e-51c7-4c5b-9a3e-3e0f5e6f2b11 */
  popup_id!: string;

  /** Since it was made */
  total!: PopupCountsDto;

  /** Days on which anything happened, the first first */
  days!: PopupDayDto[];
}
