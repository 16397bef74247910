import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
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
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { type SupportChannelKind, supportChannelKinds } from './support-channel.entity.js';
import { OpeningHoursDto } from './support-help.dto.js';
import { type SupportSituation, supportSituations } from './support-topic.entity.js';

const CODE = /^[A-Z][A-Z0-9_]{0,39}$/;
const CODE_MESSAGE = { message: 'code must be a name such as PAY_BILLS' };
const LINES_MESSAGE = { ...LINE_MESSAGE, each: true };
const OPENS = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const CLOSES = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** What is written of channels and topics alike. */
class WriteSupportDto {
  /**
   * Lower comes first; 0 when left out
   * @example 10
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;

  /** Whether it is shown; so when left out */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

class ListSupportQuery extends PageQueryDto {
  /** Only what is shown, or only what is not */
  @IsOptional()
  @IsIn(['true', 'false'])
  enabled?: 'true' | 'false';
}

export class WriteOpeningHoursDto {
  /**
   * 1 is Monday, 7 Sunday
   * @example [1, 2, 3, 4, 5]
   */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  days!: number[];

  /** @example 08:00 */
  @Matches(OPENS, { message: 'opens must be a time such as 08:00' })
  opens!: string;

  /**
   * After `opens`, at most 24:00
   * @example 20:00
   */
  @Matches(CLOSES, { message: 'closes must be a time such as 20:00' })
  closes!: string;
}

export class WriteSupportChannelDto extends WriteSupportDto {
  @IsIn(supportChannelKinds)
  kind!: SupportChannelKind;

  /** @example "Central 24 horas" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  label!: string;

  /**
   * A number that can be called from anywhere (`PHONE`), a number with its area code (`WHATSAPP`), an https address on an
   * allowed host (`CHAT`), or an e-mail address
   * @example "0800 777 0000"
   */
  @IsString()
  @Length(1, 300)
  target!: string;

  /** By the wall clock of America/Sao_Paulo; always open when empty or left out */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(14)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WriteOpeningHoursDto)
  hours?: WriteOpeningHoursDto[];

  /** Whether nobody is there on national holidays; not, when left out */
  @IsOptional()
  @IsBoolean()
  closed_on_holidays?: boolean;

  /**
   * The cities it is for, compared without accents and case; for everybody when empty or left out
   * @example ["São Carlos"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(80, { each: true })
  cities?: string[];
}

export class ListAdminSupportChannelsQuery extends ListSupportQuery {
  @IsOptional()
  @IsIn(supportChannelKinds)
  kind?: SupportChannelKind;

  /**
   * Only those for this city
   * @example "São Carlos"
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  city?: string;
}

export class AdminSupportChannelDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  kind!: SupportChannelKind;

  label!: string;

  /**
   * As it is kept
   * @example 08007770000
   */
  target!: string;

  hours!: OpeningHoursDto[];

  closed_on_holidays!: boolean;

  /**
   * As they are compared; empty: for everybody
   * @example ["SAO CARLOS"]
   */
  cities!: string[];

  position!: number;

  enabled!: boolean;
}

export class AdminSupportChannelListDto extends PageDto {
  items!: AdminSupportChannelDto[];
}

export class WriteSupportTopicDto extends WriteSupportDto {
  /**
   * What the app knows it by
   * @example PAY_BILLS
   */
  @Matches(CODE, CODE_MESSAGE)
  code!: string;

  /** @example "Pagar fatura" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  title!: string;

  /** @example "Copie o código de barras ou o Pix das suas faturas em aberto." */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(200)
  description!: string;

  @IsIn(['NAVIGATE', 'OPEN_URL'])
  action!: 'NAVIGATE' | 'OPEN_URL';

  /**
   * A screen of the app (`NAVIGATE`), or an https address on an allowed host
   * @example invoices
   */
  @IsString()
  @Length(1, 300)
  action_target!: string;

  /** How a customer stands for it to be shown; always when empty or left out */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(supportSituations, { each: true })
  situations?: SupportSituation[];

  /** How a customer stands for it to come before others; never when empty or left out */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(supportSituations, { each: true })
  first_in?: SupportSituation[];
}

export class ListAdminSupportTopicsQuery extends ListSupportQuery {
  /** Only those that are meant for customers who stand so; those for all are left out */
  @IsOptional()
  @IsIn(supportSituations)
  situation?: SupportSituation;
}

export class AdminSupportTopicDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  code!: string;

  title!: string;

  description!: string;

  action!: 'NAVIGATE' | 'OPEN_URL';

  action_target!: string;

  situations!: SupportSituation[];

  first_in!: SupportSituation[];

  position!: number;

  enabled!: boolean;
}

export class AdminSupportTopicListDto extends PageDto {
  items!: AdminSupportTopicDto[];
}
