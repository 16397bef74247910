import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { APP_VERSION_PATTERN } from '../app-settings/app-version-number.js';

const LINES_MESSAGE = { ...LINE_MESSAGE, each: true };
const VERSION_MESSAGE = { message: '$property must be one to four numbers separated by dots' };

/** Whom content is to be for, as administrators write it. */
export class WriteAudienceTargetDto {
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
   * @example ["HABILITADO"]
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

/** Whom content is for. */
export class AudienceTargetDto {
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
   * @example ["HABILITADO"]
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
