import { IsBoolean, IsOptional, Matches, MaxLength } from 'class-validator';
import { PageDto } from '../../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE, PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../../common/http/text-patterns.js';
import { AdminIllustratedContentDto, WriteIllustratedContentDto } from '../content.dto.js';

export class WritePromotionDto extends WriteIllustratedContentDto {
  /**
   * Text, without markup
   * @example "Dobre a sua velocidade e pague o mesmo por três meses."
   */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(500)
  body!: string;

  /**
   * The price as it is announced
   * @example "R$ 99,90/mês"
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  price_text?: string | null;

  /**
   * Conditions of the offer, for the customer to read
   * @example "Válido para planos residenciais com fidelidade de 12 meses."
   */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(2_000)
  terms!: string;

  /** Whether it is the offer of a partner: shown only to customers who agreed to those; not, when left out */
  @IsOptional()
  @IsBoolean()
  partner?: boolean;
}

export class AdminPromotionDto extends AdminIllustratedContentDto {
  body!: string;
  price_text!: string | null;
  terms!: string;
  partner!: boolean;
}

export class AdminPromotionListDto extends PageDto {
  items!: AdminPromotionDto[];
}
