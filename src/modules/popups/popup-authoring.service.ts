import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { type Document, parseDocument } from '../../common/brazil/document.js';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { appVersionSortKey, compareAppVersions } from '../app-settings/app-version-number.js';
import type { CreatePopupDto, CreatePopupTargetDto } from './popup.dto.js';
import { type PopupAction, type PopupCap, PopupEntity, type PopupTarget } from './popup.entity.js';
import { isAllowedDeepLink, isAllowedUrl } from './popup-links.js';
import { comparableName, popupDocumentHash } from './popup-target.js';
import { type PopupsConfig, popupsConfig } from './popups.config.js';

/** What administrators do with popups. */
@Injectable()
export class PopupAuthoringService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    @Inject(popupsConfig.token) private readonly config: PopupsConfig,
    @Inject(authConfig.token) private readonly auth: AuthConfig,
  ) {}

  /**
   * Makes a popup and its audit entry, both or neither.
   *
   * @throws Problem VALIDATION_ERROR for what the fields do not show one by one: order, links, documents.
   */
  async create(adminId: string, wanted: CreatePopupDto): Promise<PopupEntity> {
    const { documents, faults } = readDocuments(wanted.target);
    faults.push(...this.faultsOf(wanted));
    if (faults.length > 0) throw new Problem(problems.validation, { invalidFields: faults });
    return this.dataSource.transaction(async (manager) => {
      const popup = manager.create(PopupEntity, {
        title: wanted.title,
        body: wanted.body,
        imageUrl: wanted.image_url ?? null,
        actions: (wanted.actions ?? []).map(toAction),
        screen: wanted.screen,
        startsAt: new Date(wanted.starts_at),
        endsAt: new Date(wanted.ends_at),
        priority: wanted.priority ?? 0,
        blocking: wanted.blocking ?? false,
        target: this.toTarget(wanted.target, documents),
        cap: toCap(wanted.cap),
        published: true,
        createdBy: adminId,
      });
      await manager.save(popup);
      await this.audit.append(
        {
          adminId,
          action: 'popup.created',
          subjectKind: 'popup',
          subjectId: popup.id,
          before: null,
          after: auditedPopup(popup),
        },
        manager,
      );
      return popup;
    });
  }

  private faultsOf({ starts_at, ends_at, image_url, actions, target }: CreatePopupDto): InvalidField[] {
    const { links } = this.config;
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
    if (compareAppVersions(target?.min_version ?? '', target?.max_version ?? '') === 1) {
      faults.push({ field: 'target.max_version', message: 'max_version must not be below min_version' });
    }
    return faults;
  }

  private toTarget(wanted: CreatePopupTargetDto | undefined, documents: readonly Document[]): PopupTarget {
    const { cities, plans, statuses, platforms, min_version, max_version } = wanted ?? {};
    const pepper = this.auth.identifierPepper;
    return {
      ...(documents.length > 0 && {
        document_hashes: unique(documents.map((text) => popupDocumentHash(pepper, text))),
      }),
      ...(cities && { cities: unique(cities.map(comparableName)) }),
      ...(plans && { plans: unique(plans.map(comparableName)) }),
      ...(statuses && { statuses: unique(statuses.map(comparableName)) }),
      ...(platforms && { platforms }),
      ...(min_version && versionLimit('min_version', min_version)),
      ...(max_version && versionLimit('max_version', max_version)),
    };
  }
}

function readDocuments(target: CreatePopupTargetDto | undefined): { documents: Document[]; faults: InvalidField[] } {
  const documents: Document[] = [];
  const faults: InvalidField[] = [];
  for (const [place, text] of (target?.documents ?? []).entries()) {
    const document = parseDocument(text);
    if (document !== undefined) documents.push(document);
    else faults.push({ field: `target.documents.${place}`, message: 'must be a valid CPF or CNPJ' });
  }
  return { documents, faults };
}

const toAction = ({ label, kind, link }: PopupAction): PopupAction => ({
  label,
  kind,
  ...(link !== undefined && { link }),
});

function toCap(wanted: CreatePopupDto['cap']): PopupCap {
  const { per_day, total, min_interval_h, once } = wanted ?? {};
  return {
    ...(per_day && { per_day }),
    ...(total && { total }),
    ...(min_interval_h && { min_interval_h }),
    ...(once && { once }),
  };
}

const versionLimit = (name: 'min_version' | 'max_version', version: string): PopupTarget => {
  const key = appVersionSortKey(version);
  return key === undefined ? {} : { [name]: version, [`${name}_key`]: key };
};

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Without the hashes of documents: an entry of the log lives on when the person asks to be forgotten. */
function auditedPopup(popup: PopupEntity): object {
  const { document_hashes, ...target } = popup.target;
  return {
    title: popup.title,
    body: popup.body,
    image_url: popup.imageUrl,
    actions: popup.actions,
    screen: popup.screen,
    starts_at: toSaoPauloInstant(popup.startsAt),
    ends_at: toSaoPauloInstant(popup.endsAt),
    priority: popup.priority,
    blocking: popup.blocking,
    target: { ...target, documents_count: document_hashes?.length ?? null },
    cap: popup.cap,
    published: popup.published,
  };
}
