import { Injectable } from '@nestjs/common';
import type { InvalidField } from '../../../common/problem/problem.js';
import { toAdminContentDto, toIllustrationDto } from '../content-answers.js';
import { ContentBook, contentConditions, contentOrder } from '../content-book.js';
import { ContentDesk } from '../content-desk.service.js';
import type { AdminBannerDto, AdminBannerListDto, ListAdminBannersQuery, WriteBannerDto } from './banner.dto.js';
import { BannerEntity } from './banner.entity.js';

/** The banners that administrators keep. */
@Injectable()
export class BannerBook extends ContentBook<BannerEntity, WriteBannerDto, AdminBannerDto> {
  constructor(desk: ContentDesk) {
    super(desk, {
      name: 'banner',
      entity: BannerEntity,
      columnsOf: (wanted, adminId) => ({
        ...desk.illustratedColumnsOf(wanted, adminId, faultsBetween(wanted)),
        kind: wanted.kind,
        placement: wanted.placement ?? null,
        severity: wanted.severity ?? null,
        body: wanted.body ?? null,
        dismissible: wanted.dismissible ?? true,
      }),
      toDto: (row) => ({
        ...toAdminContentDto(row),
        kind: row.kind,
        placement: row.placement,
        severity: row.severity,
        body: row.body,
        ...toIllustrationDto(row),
        dismissible: row.dismissible,
      }),
    });
  }

  page(query: ListAdminBannersQuery): Promise<AdminBannerListDto> {
    const { kind, placement } = query;
    const own = { ...(kind && { kind }), ...(placement !== undefined && { placement }) };
    return this.list({
      query,
      where: contentConditions(query).map((condition) => ({ ...condition, ...own })),
      order: contentOrder(query),
    });
  }
}

function faultsBetween({ kind, placement, severity }: WriteBannerDto): InvalidField[] {
  const [needed, refused] =
    kind === 'WARNING'
      ? [
          { field: 'severity', value: severity },
          { field: 'placement', value: placement },
        ]
      : [
          { field: 'placement', value: placement },
          { field: 'severity', value: severity },
        ];
  return [
    ...(needed.value == null ? [{ field: needed.field, message: `${kind} needs a ${needed.field}` }] : []),
    ...(refused.value == null ? [] : [{ field: refused.field, message: `${kind} takes no ${refused.field}` }]),
  ];
}
