import { IsNumberString, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import type { SupportChannelKind } from './support-channel.entity.js';
import type { SupportSituation } from './support-topic.entity.js';

export class SupportHelpQueryDto {
  /**
   * One of the customer's contracts; needs a customer token
   * @example 899059
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;
}

export class ContactNumbersQueryDto extends SupportHelpQueryDto {
  /**
   * Any city, compared without accents and case; where the customer is served when left out
   * @example "São Carlos"
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  city?: string;
}

export class SupportTopicActionDto {
  /** @example NAVIGATE */
  type!: 'NAVIGATE' | 'OPEN_URL';

  /**
   * A screen of the app, or an address
   * @example invoices
   */
  target!: string;
}

export class SupportTopicDto {
  /** @example PAY_BILLS */
  code!: string;

  /** @example Pagar fatura */
  title!: string;

  description!: string;

  action!: SupportTopicActionDto;
}

export class OpeningHoursDto {
  /**
   * 1 is Monday, 7 Sunday
   * @example [1, 2, 3, 4, 5]
   */
  days!: number[];

  /** @example 08:00 */
  opens!: string;

  /** @example 20:00 */
  closes!: string;
}

export class SupportChannelDto {
  /** @example WHATSAPP */
  kind!: SupportChannelKind;

  /** @example WhatsApp */
  label!: string;

  /**
   * As shown to the customer
   * @example (32) 99999-0000
   */
  value!: string;

  /**
   * What the app opens
   * @example https://wa.me/5532999990000
   */
  url!: string;

  /** By the wall clock of America/Sao_Paulo */
  open_now!: boolean;

  /** When it opens next; null while it is open */
  next_opening!: string | null;

  /** Empty: always open */
  hours!: OpeningHoursDto[];

  closed_on_holidays!: boolean;
}

export class SupportHelpDto {
  /**
   * How the customer stands, as far as it decides what is shown
   * @example ACTIVE
   */
  situation!: SupportSituation;

  topics!: SupportTopicDto[];

  channels!: SupportChannelDto[];
}

export class ContactNumbersDto {
  /**
   * The cities that the numbers were chosen for, as they are compared; empty when none is known
   * @example ["SAO CARLOS"]
   */
  cities!: string[];

  /** Those of the cities first, then those for everybody */
  items!: SupportChannelDto[];
}
