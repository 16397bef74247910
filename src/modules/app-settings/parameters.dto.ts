import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';

const PARAMETER_KEY_PATTERN = /^(?=.{1,80}$)[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/;
const KEY_MESSAGE = '$property must be lower-case words joined by dots or dashes';
const MOST_KEYS = 50;

const listed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);

const VALUE_SCHEMA = {
  description: 'Of the kind said',
  oneOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }, { type: 'object', additionalProperties: true }],
  example: true,
} satisfies Parameters<typeof ApiProperty>[0];

export class ReadParametersQuery {
  /**
   * Keys wanted, with commas between them; all public parameters when left out
   * @example "force-password-update,home.show-referral"
   */
  @ApiProperty({ type: String, required: false })
  @IsOptional()
  @Transform(listed)
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_KEYS)
  @Matches(PARAMETER_KEY_PATTERN, { each: true, message: KEY_MESSAGE })
  keys?: string[];
}

export class PublicParameterDto {
  /** @example home.show-referral */
  key!: string;

  kind!: 'BOOLEAN' | 'NUMBER' | 'TEXT' | 'OBJECT';

  @ApiProperty(VALUE_SCHEMA)
  value!: unknown;
}

export class PublicParametersDto {
  /** The public ones among those asked for, by key */
  items!: PublicParameterDto[];
}

export class ReplaceParameterDto {
  /** What the value is */
  @IsIn(['BOOLEAN', 'NUMBER', 'TEXT', 'OBJECT'])
  kind!: 'BOOLEAN' | 'NUMBER' | 'TEXT' | 'OBJECT';

  @ApiProperty(VALUE_SCHEMA)
  @IsDefined()
  value!: unknown;

  /** Whether apps may read it */
  @IsBoolean()
  public!: boolean;

  /**
   * What it does, for operators
   * @example "Shows the referral card on the home screen"
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(300)
  description?: string;
}

export class CreateParameterDto extends ReplaceParameterDto {
  /**
   * Lower-case words joined by dots or dashes
   * @example home.show-referral
   */
  @Matches(PARAMETER_KEY_PATTERN, { message: KEY_MESSAGE })
  key!: string;
}

export class ListParametersQuery extends PageQueryDto {
  /**
   * Only keys that begin so
   * @example home.
   */
  @IsOptional()
  @Matches(/^[a-z0-9.-]{1,80}$/, { message: 'prefix must be the beginning of a key' })
  prefix?: string;

  /** Only parameters that apps may read, or only those that they may not */
  @IsOptional()
  @IsIn(['true', 'false'])
  public?: 'true' | 'false';

  /** Order of the list; by key when left out */
  @IsOptional()
  @IsIn(['key', '-updatedAt'])
  sort?: 'key' | '-updatedAt';
}

export class ParameterDto extends PublicParameterDto {
  /** Whether apps may read it */
  public!: boolean;

  /** What it does, for operators */
  description!: string;

  /** The administrator who set it last */
  updated_by!: string;

  updated_at!: string;
}

export class ParameterListDto extends PageDto {
  items!: ParameterDto[];
}
