import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
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
import { APP_VERSION_PATTERN } from '../app-settings/app-version-number.js';

/** Something to read, in one line; the database takes neither NUL nor half a surrogate pair. */
const LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u;
const LINE_MESSAGE = { message: '$property must be readable text in one line' };
const LINES_MESSAGE = { ...LINE_MESSAGE, each: true };
const PARAGRAPHS = /^(?=[^]*\S)(?:\n|[^\p{Cc}\p{Cs}])+$/u;
/** ISO 8601 with its offset, in a year that a campaign may lie in. */
const INSTANT_PATTERN = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;
const SCREEN_PATTERN = /^[A-Z][A-Z0-9_]{0,39}$/;
const SCREEN_MESSAGE = { message: '$property must be a screen name such as HOME' };
const INSTANT_MESSAGE = { message: '$property must be an instant with its offset, such as 2026-12-01T08:00:00-03:00' };
const VERSION_MESSAGE = { message: '$property must be one to four numbers separated by dots' };

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

export class CreatePopupTargetDto {
  /**
   * CPFs and CNPJs; kept as keyed hashes only
   * @example ["529.982.247-25"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(18, { each: true })
  documents?: string[];

  /**
   * Cities served, compared without accents and case
   * @example ["São Carlos"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(80, { each: true })
  cities?: string[];

  /**
   * Names of plans, compared without accents and case
   * @example ["FIBRA 500"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(120, { each: true })
  plans?: string[];

  /**
   * Statuses of contracts, compared without accents and case
   * @example ["ATIVO"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(80, { each: true })
  statuses?: string[];

  /** Systems the app runs on */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(['ios', 'android'], { each: true })
  platforms?: ('ios' | 'android')[];

  /**
   * Oldest version of the app
   * @example 3.0.0
   */
  @IsOptional()
  @Matches(APP_VERSION_PATTERN, VERSION_MESSAGE)
  min_version?: string;

  /**
   * Newest version of the app
   * @example 3.9.9
   */
  @IsOptional()
  @Matches(APP_VERSION_PATTERN, VERSION_MESSAGE)
  max_version?: string;
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

export class CreatePopupDto {
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
  @Matches(PARAGRAPHS, { message: '$property must be readable text' })
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
  @Type(() => CreatePopupTargetDto)
  target?: CreatePopupTargetDto;

  /** How often one customer sees it; without limit when left out */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PopupCapDto)
  cap?: PopupCapDto;
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
   * How often it was recorded today; 1 for anything but `VIEWED`
   * @example 1
   */
  times_today!: number;
}

export class PopupTargetDto {
  /**
   * How many documents it is for; null when it is not by document
   * @example 2
   */
  documents_count!: number | null;

  /**
   * Cities, as they are compared
   * @example ["SAO CARLOS"]
   */
  cities?: string[];

  /**
   * Plans, as they are compared
   * @example ["FIBRA 500"]
   */
  plans?: string[];

  /**
   * Statuses of contracts, as they are compared
   * @example ["ATIVO"]
   */
  statuses?: string[];

  /** Systems the app runs on */
  platforms?: ('ios' | 'android')[];

  /**
   * Oldest version of the app
   * @example 3.0.0
   */
  min_version?: string;

  /**
   * Newest version of the app
   * @example 3.9.9
   */
  max_version?: string;
}

export class CreatedPopupDto extends PopupDto {
  /** Whom it is for */
  target!: PopupTargetDto;

  /** How often one customer sees it */
  cap!: PopupCapDto;

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
}
