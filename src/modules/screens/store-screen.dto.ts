import { ScreenActionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class ProductItemDto {
  /**
   * Unique on its shelf
   * @example 1164
   */
  id!: string;

  /** @example FIBRA 500MB */
  name!: string;

  description!: string | null;

  image_url!: string | null;

  /**
   * Centavos; 0 when it is part of the plan, null where the provider tells it on request
   * @example 9990
   */
  price_cents!: number | null;

  /** @example R$ 99,90 */
  price_formatted!: string | null;

  /** Whether the price is for each month; where not, the terms of the offer say how often it is charged */
  monthly!: boolean;

  /**
   * What a month costs more than the present plan, in centavos, negative for less; of plans only
   * @example 2000
   */
  price_difference_cents!: number | null;

  /**
   * Why it is worth while
   * @example 200 Mega a mais por R$ 20,00 a mais por mês.
   */
  highlight!: string | null;

  /** Whether the customer has it already */
  owned!: boolean;

  actions!: ScreenActionDto[];
}

export class ProductShelfDataDto {
  /** @example Planos para você */
  title!: string;

  items!: ProductItemDto[];
}

export class ProductShelfSectionDto extends SectionDto {
  type!: 'PRODUCT_SHELF';

  data!: ProductShelfDataDto | null;
}

export class StoreScreenDto extends ScreenDto {
  @SectionsOf({ PRODUCT_SHELF: ProductShelfSectionDto })
  sections!: SectionDto[];
}
