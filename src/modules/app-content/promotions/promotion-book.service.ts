import { Injectable } from '@nestjs/common';
import { toAdminContentDto, toIllustrationDto } from '../content-answers.js';
import { ContentBook, contentConditions, contentOrder } from '../content-book.js';
import { ContentDesk } from '../content-desk.service.js';
import type { ListContentQuery } from '../content.dto.js';
import type { AdminPromotionDto, AdminPromotionListDto, WritePromotionDto } from './promotion.dto.js';
import { PromotionEntity } from './promotion.entity.js';

/** The promotions that administrators keep. */
@Injectable()
export class PromotionBook extends ContentBook<PromotionEntity, WritePromotionDto, AdminPromotionDto> {
  constructor(desk: ContentDesk) {
    super(desk, {
      name: 'promotion',
      entity: PromotionEntity,
      columnsOf: (wanted, adminId) => ({
        ...desk.illustratedColumnsOf(wanted, adminId),
        body: wanted.body,
        priceText: wanted.price_text ?? null,
        terms: wanted.terms,
        partner: wanted.partner ?? false,
      }),
      toDto: (row) => ({
        ...toAdminContentDto(row),
        body: row.body,
        price_text: row.priceText,
        terms: row.terms,
        ...toIllustrationDto(row),
        partner: row.partner,
      }),
    });
  }

  page(query: ListContentQuery): Promise<AdminPromotionListDto> {
    return this.list({ query, where: contentConditions(query), order: contentOrder(query) });
  }
}
