import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityTarget } from 'typeorm';
import { urlFaults } from '../../common/links/link-faults.js';
import { isAllowedDeepLink } from '../../common/links/link-policy.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AudienceTargets } from '../audience/audience-targets.service.js';
import type { AudienceTarget } from '../audience/audience-target.js';
import { type AppContentConfig, appContentConfig } from './app-content.config.js';
import type { ContentActionDto, WriteIllustratedContentDto } from './content.dto.js';
import type { ContentAction, ContentEntity } from './content.entity.js';
import { PublishedRows } from './published-rows.js';

/** The columns of every kind of content. */
export interface ContentColumns {
  readonly title: string;
  readonly target: AudienceTarget;
  readonly position: number;
  readonly published: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly updatedBy: string;
}

/** Where content of all kinds is written. */
@Injectable()
export class ContentDesk {
  constructor(
    readonly dataSource: DataSource,
    readonly audit: AuditLog,
    private readonly targets: AudienceTargets,
    @Inject(linksConfig.token) private readonly links: LinksConfig,
    @Inject(appContentConfig.token) private readonly config: AppContentConfig,
  ) {}

  /**
   * @param faults what else is wrong with the request
   * @throws Problem VALIDATION_ERROR for what the fields do not show one by one: order, links, documents.
   */
  columnsOf(wanted: WriteIllustratedContentDto, adminId: string, faults: readonly InvalidField[] = []): ContentColumns {
    const invalidFields = [...this.faultsOf(wanted), ...faults];
    if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
    return {
      title: wanted.title,
      target: this.targets.toTarget(wanted.target),
      position: wanted.position ?? 0,
      published: wanted.published ?? false,
      startsAt: new Date(wanted.starts_at),
      endsAt: wanted.ends_at == null ? null : new Date(wanted.ends_at),
      updatedBy: adminId,
    };
  }

  /** As `columnsOf`, with the image and the way on. */
  illustratedColumnsOf(wanted: WriteIllustratedContentDto, adminId: string, faults: readonly InvalidField[] = []) {
    return {
      ...this.columnsOf(wanted, adminId, faults),
      imageUrl: wanted.image_url ?? null,
      action: wanted.action == null ? null : toAction(wanted.action),
    };
  }

  publishedOf<Row extends ContentEntity>(entity: EntityTarget<Row>): PublishedRows<Row> {
    const load = (): Promise<Row[]> =>
      this.dataSource
        .createQueryBuilder(entity, 'row')
        .where('row.published AND (row.endsAt IS NULL OR row.endsAt > now())')
        .orderBy('row.position')
        .addOrderBy('row.id')
        .getMany();
    return new PublishedRows(load, this.config.keptMs);
  }

  private faultsOf({ starts_at, ends_at, target, image_url, action }: WriteIllustratedContentDto): InvalidField[] {
    const faults = [
      ...this.targets.faultsOf(target),
      ...urlFaults('image_url', image_url, this.links),
      ...(action?.type === 'OPEN_URL' ? urlFaults('action.value', action.value, this.links) : []),
    ];
    if (ends_at != null && Date.parse(ends_at) <= Date.parse(starts_at)) {
      faults.push({ field: 'ends_at', message: 'ends_at must be after starts_at' });
    }
    if (action?.type === 'DEEPLINK' && !isAllowedDeepLink(action.value, this.links)) {
      faults.push({ field: 'action.value', message: `action.value must start with ${this.links.appScheme}://` });
    }
    return faults;
  }
}

export const toAction = ({ type, value }: ContentActionDto): ContentAction => ({ type, value });
