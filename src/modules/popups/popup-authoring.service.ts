import { Inject, Injectable } from '@nestjs/common';
import {
  DataSource,
  type FindOptionsOrder,
  type FindOptionsWhere,
  LessThanOrEqual,
  MoreThan,
  type QueryDeepPartialEntity,
} from 'typeorm';
import { isAllowedDeepLink, isAllowedUrl, type LinkPolicy } from '../../common/links/link-policy.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AuditedRecords, type RecordBook } from '../admin/audited-records.service.js';
import type { AudienceTarget } from '../audience/audience-target.js';
import { AudienceTargets } from '../audience/audience-targets.service.js';
import type {
  AdminPopupDto,
  AdminPopupListDto,
  CreatePopupDto,
  ListAdminPopupsQuery,
  ReplacePopupDto,
  WritePopupDto,
} from './popup.dto.js';
import { type PopupAction, type PopupCap, PopupEntity } from './popup.entity.js';
import { toAdminPopupDto } from './popup-answers.js';

const NAME = 'popup';

const ORDERS: Readonly<Record<NonNullable<ListAdminPopupsQuery['sort']>, FindOptionsOrder<PopupEntity>>> = {
  '-createdAt': { createdAt: 'DESC', id: 'ASC' },
  '-priority': { priority: 'DESC', startsAt: 'DESC', id: 'ASC' },
  startsAt: { startsAt: 'ASC', id: 'ASC' },
  '-startsAt': { startsAt: 'DESC', id: 'ASC' },
  endsAt: { endsAt: 'ASC', id: 'ASC' },
};

/** A popup on its way into the book. */
interface PopupToWrite {
  readonly content: WritePopupDto;
  readonly target: AudienceTarget;
  /** For a new one. */
  readonly published?: boolean;
}

/** What administrators do with popups. */
@Injectable()
export class PopupAuthoringService {
  private readonly book: RecordBook<PopupEntity, PopupToWrite, AdminPopupDto>;

  constructor(
    records: AuditedRecords,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly targets: AudienceTargets,
    @Inject(linksConfig.token) private readonly links: LinksConfig,
  ) {
    this.book = records.of({ name: NAME, entity: PopupEntity, columnsOf, toDto: toAdminPopupDto });
  }

  list(query: ListAdminPopupsQuery): Promise<AdminPopupListDto> {
    const { screen, published, window } = query;
    const where: FindOptionsWhere<PopupEntity> = {
      ...(screen !== undefined && { screen }),
      ...(published !== undefined && { published: published === 'true' }),
      ...(window !== undefined && windowOf(window)),
    };
    return this.book.list({ query, where, order: ORDERS[query.sort ?? '-createdAt'] });
  }

  /** @throws Problem NOT_FOUND */
  get(id: string): Promise<AdminPopupDto> {
    return this.book.get(id);
  }

  /** @throws Problem VALIDATION_ERROR */
  async create(adminId: string, wanted: CreatePopupDto): Promise<AdminPopupDto> {
    this.check(wanted);
    const target = this.targets.toTarget(wanted.target);
    return this.book.create(adminId, { content: wanted, target, published: wanted.published ?? true });
  }

  /**
   * Replaces all of a popup but whether it is published.
   *
   * @throws Problem NOT_FOUND, or VALIDATION_ERROR; also when it would lose its documents unsaid, and be for everybody.
   */
  async replace(adminId: string, id: string, wanted: ReplacePopupDto): Promise<AdminPopupDto> {
    this.check(wanted);
    const target = this.targets.toTarget(wanted.target);
    const known = await this.dataSource.manager.findOneBy(PopupEntity, { id });
    if (known === null) throw new Problem(problems.notFound);
    const { document_hashes } = known.target;
    if (document_hashes === undefined || target.document_hashes !== undefined) {
      return this.book.replace(adminId, id, { content: wanted, target });
    }
    if (wanted.keep_documents === undefined) {
      throw new Problem(problems.validation, {
        invalidFields: [
          {
            field: 'keep_documents',
            message: 'keep_documents must say whether the popup stays for its documents, which were left out',
          },
        ],
      });
    }
    return this.book.replace(adminId, id, {
      content: wanted,
      target: { ...target, ...(wanted.keep_documents && { document_hashes }) },
    });
  }

  /**
   * Shows a popup, or stops showing it at once; to what it is already changes nothing.
   *
   * @throws Problem NOT_FOUND
   */
  publish(adminId: string, id: string, published: boolean): Promise<AdminPopupDto> {
    return this.dataSource.transaction(async (manager) => {
      const popup = await manager.findOne(PopupEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (popup === null) throw new Problem(problems.notFound);
      const before = toAdminPopupDto(popup);
      if (popup.published === published) return before;
      await manager.save(Object.assign(popup, { published, updatedAt: new Date() }));
      const after = toAdminPopupDto(popup);
      const action = `${NAME}.${published ? 'published' : 'unpublished'}`;
      await this.audit.append({ adminId, action, subjectKind: NAME, subjectId: id, before, after }, manager);
      return after;
    });
  }

  /** @throws Problem NOT_FOUND */
  remove(adminId: string, id: string): Promise<void> {
    return this.book.remove(adminId, id);
  }

  /** @throws Problem VALIDATION_ERROR for what the fields do not show one by one: order, links, documents. */
  private check(wanted: WritePopupDto): void {
    const invalidFields = [...this.targets.faultsOf(wanted.target), ...faultsOf(wanted, this.links)];
    if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
  }
}

function windowOf(window: NonNullable<ListAdminPopupsQuery['window']>): FindOptionsWhere<PopupEntity> {
  const now = new Date();
  switch (window) {
    case 'UPCOMING':
      return { startsAt: MoreThan(now) };
    case 'OPEN':
      return { startsAt: LessThanOrEqual(now), endsAt: MoreThan(now) };
    case 'OVER':
      return { endsAt: LessThanOrEqual(now) };
  }
}

function faultsOf({ starts_at, ends_at, image_url, actions }: WritePopupDto, links: LinkPolicy): InvalidField[] {
  const faults: InvalidField[] = [];
  if (Date.parse(ends_at) <= Date.parse(starts_at)) {
    faults.push({ field: 'ends_at', message: 'ends_at must be after starts_at' });
  }
  if (typeof image_url === 'string' && !isAllowedUrl(image_url, links)) {
    faults.push({ field: 'image_url', message: 'image_url must be an https address on an allowed host' });
  }
  for (const [place, { kind, link }] of (actions ?? []).entries()) {
    const field = `actions.${place}.link`;
    if (kind === 'URL' && !isAllowedUrl(link ?? '', links)) {
      faults.push({ field, message: 'link must be an https address on an allowed host' });
    }
    if (kind === 'DEEP_LINK' && !isAllowedDeepLink(link ?? '', links)) {
      faults.push({ field, message: `link must start with ${links.appScheme}://` });
    }
    if (kind === 'DISMISS' && link !== undefined) faults.push({ field, message: 'DISMISS takes no link' });
  }
  return faults;
}

const columnsOf = (
  { content, target, published }: PopupToWrite,
  adminId: string,
): QueryDeepPartialEntity<PopupEntity> => ({
  title: content.title,
  body: content.body,
  imageUrl: content.image_url ?? null,
  actions: (content.actions ?? []).map(toAction),
  screen: content.screen,
  startsAt: new Date(content.starts_at),
  endsAt: new Date(content.ends_at),
  priority: content.priority ?? 0,
  blocking: content.blocking ?? false,
  target,
  cap: toCap(content.cap),
  holdoutPercent: content.holdout_percent ?? 0,
  updatedAt: new Date(),
  ...(published !== undefined && { published, createdBy: adminId }),
});

const toAction = ({ label, kind, link }: PopupAction): PopupAction => ({
  label,
  kind,
  ...(link !== undefined && { link }),
});

function toCap(wanted: WritePopupDto['cap']): PopupCap {
  const { per_day, total, min_interval_h, once } = wanted ?? {};
  return {
    ...(per_day && { per_day }),
    ...(total && { total }),
    ...(min_interval_h && { min_interval_h }),
    ...(once && { once }),
  };
}
