import { LinksSectionDto, ScreenActionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class PromotionItemDto {
  /** Unique in its section */
  id!: string;

  /** @example "Dobre a sua velocidade" */
  title!: string;

  body!: string | null;

  image_url!: string | null;

  /**
   * The price or the discount, as it is announced
   * @example "R$ 99,90/mês"
   */
  price_text!: string | null;

  /** Conditions of the offer */
  terms!: string | null;

  /** An offer of a partner's */
  partner!: boolean;

  /** ISO-8601; null when it stays, or nobody knows */
  ends_at!: string | null;

  actions!: ScreenActionDto[];
}

export class PromotionListDataDto {
  /** @example "Ofertas para você" */
  title!: string;

  items!: PromotionItemDto[];
}

export class PromotionListSectionDto extends SectionDto {
  type!: 'PROMOTION_LIST';

  data!: PromotionListDataDto | null;
}

export class PromoScreenDto extends ScreenDto {
  @SectionsOf({ PROMOTION_LIST: PromotionListSectionDto, LINKS: LinksSectionDto })
  sections!: SectionDto[];
}
