import { Injectable } from '@nestjs/common';
import { ContentBook, contentConditions, contentOrder } from '../content-book.js';
import { ContentDesk } from '../content-desk.service.js';
import type { ListContentQuery } from '../content.dto.js';
import type { AdminShortcutCardDto, AdminShortcutCardListDto, WriteShortcutCardDto } from './navigation.dto.js';
import { navigationColumns, toAdminNavigationDto } from './navigation-answers.js';
import { ShortcutCardEntity } from './shortcut-card.entity.js';

/** The shortcuts that administrators keep. */
@Injectable()
export class ShortcutCardBook extends ContentBook<ShortcutCardEntity, WriteShortcutCardDto, AdminShortcutCardDto> {
  constructor(desk: ContentDesk) {
    super(desk, {
      name: 'shortcut-card',
      entity: ShortcutCardEntity,
      columnsOf: (wanted, adminId) => ({
        ...navigationColumns(desk.columnsOf(wanted, adminId), wanted),
        imageUrl: wanted.image_url ?? null,
      }),
      toDto: (row) => ({ ...toAdminNavigationDto(row), image_url: row.imageUrl }),
    });
  }

  page(query: ListContentQuery): Promise<AdminShortcutCardListDto> {
    return this.list({ query, where: contentConditions(query), order: contentOrder(query) });
  }
}
