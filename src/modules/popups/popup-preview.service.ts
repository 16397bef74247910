import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { parseDocument } from '../../common/brazil/document.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppCaller } from '../audience/app-caller.js';
import { isForAudience } from '../audience/audience-match.js';
import { type AudienceTarget, type CustomerFacts, STRANGER } from '../audience/audience-target.js';
import { AudienceTargets } from '../audience/audience-targets.service.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { PopupPreviewDto, PopupPreviewReason, PreviewPopupDto } from './popup.dto.js';
import { PopupEntity } from './popup.entity.js';
import { hiddenReasons, SELECT_HIDING } from './popup-selection.js';
import { PopupShowingService } from './popup-showing.service.js';

const popupReasons = ['NOT_PUBLISHED', 'NOT_STARTED', 'OVER'] as const satisfies PopupPreviewReason[];
const targetReasons = [
  'DOCUMENT',
  'CITY',
  'PLAN',
  'STATUS',
  'PLATFORM',
  'VERSION',
] as const satisfies PopupPreviewReason[];

/** The part of a target that each reason is about. */
const PARTS: Readonly<Record<(typeof targetReasons)[number], readonly (keyof AudienceTarget)[]>> = {
  DOCUMENT: ['document_hashes'],
  CITY: ['cities'],
  PLAN: ['plans'],
  STATUS: ['statuses'],
  PLATFORM: ['platforms'],
  VERSION: ['min_version_key', 'max_version_key'],
};

const hidingRows = z.array(z.record(z.enum(hiddenReasons), z.boolean()));

/** Tells administrators whether a customer would see a popup, and why not. */
@Injectable()
export class PopupPreviewService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly customers: CustomerFactsService,
    private readonly targets: AudienceTargets,
    private readonly showing: PopupShowingService,
  ) {}

  /** @throws Problem NOT_FOUND when there is no such popup. */
  async preview(popupId: string, as: PreviewPopupDto): Promise<PopupPreviewDto> {
    const popup = await this.dataSource.manager.findOneBy(PopupEntity, { id: popupId });
    if (popup === null) throw new Problem(problems.notFound);
    const app: AppCaller = { platform: as.platform, version: as.app_version };
    const document = parseDocument(as.document);
    const customerId = document === undefined ? undefined : await this.accounts.idOf(document);
    const facts =
      customerId === undefined
        ? { ...STRANGER, documentHash: document === undefined ? null : this.targets.documentHash(document) }
        : await this.customers.of(customerId, as.contract_id);
    const reasons: PopupPreviewReason[] = [...reasonsOfPopup(popup), ...reasonsOfTarget(popup.target, facts, app)];
    if (customerId === undefined) reasons.push('UNKNOWN_CUSTOMER');
    else reasons.push(...(await this.hiding(customerId, popupId)));
    if (customerId !== undefined && reasons.length === 0) {
      const selected = await this.showing.selectFor(customerId, facts, popup.screen, app);
      if (selected.every(({ id }) => id !== popupId)) reasons.push('OUTRANKED');
    }
    return { shown: reasons.length === 0, reasons };
  }

  private async hiding(customerId: string, popupId: string): Promise<PopupPreviewReason[]> {
    const rows = hidingRows.parse(await this.dataSource.query<unknown>(SELECT_HIDING, [customerId, popupId]));
    return hiddenReasons.filter((reason) => rows[0]?.[reason] === true);
  }
}

function reasonsOfPopup({ published, startsAt, endsAt }: PopupEntity): PopupPreviewReason[] {
  const now = Date.now();
  const stands: Readonly<Record<(typeof popupReasons)[number], boolean>> = {
    NOT_PUBLISHED: !published,
    NOT_STARTED: now < startsAt.getTime(),
    OVER: endsAt.getTime() <= now,
  };
  return popupReasons.filter((reason) => stands[reason]);
}

const reasonsOfTarget = (target: AudienceTarget, facts: CustomerFacts, app: AppCaller): PopupPreviewReason[] =>
  targetReasons.filter((reason) => {
    const part: AudienceTarget = Object.fromEntries(PARTS[reason].map((name) => [name, target[name]]));
    return !isForAudience(part, facts, app);
  });
