import { Injectable } from '@nestjs/common';
import { ContentBook, contentConditions, contentOrder } from '../content-book.js';
import { ContentDesk } from '../content-desk.service.js';
import { MenuItemEntity } from './menu-item.entity.js';
import type { AdminMenuItemDto, AdminMenuItemListDto, ListMenuItemsQuery, WriteMenuItemDto } from './navigation.dto.js';
import { navigationColumns, toAdminNavigationDto } from './navigation-answers.js';

/** The entries of the menu that administrators keep. */
@Injectable()
export class MenuItemBook extends ContentBook<MenuItemEntity, WriteMenuItemDto, AdminMenuItemDto> {
  constructor(desk: ContentDesk) {
    super(desk, {
      name: 'menu-item',
      entity: MenuItemEntity,
      columnsOf: (wanted, adminId) => ({
        ...navigationColumns(desk.columnsOf(wanted, adminId), wanted),
        section: wanted.section,
      }),
      toDto: (row) => ({ ...toAdminNavigationDto(row), section: row.section }),
    });
  }

  page(query: ListMenuItemsQuery): Promise<AdminMenuItemListDto> {
    const own = query.section === undefined ? {} : { section: query.section };
    return this.list({
      query,
      where: contentConditions(query).map((condition) => ({ ...condition, ...own })),
      order: contentOrder(query),
    });
  }
}
