import { Injectable } from '@nestjs/common';
import { type UncertainAct, UncertainActs } from '../../common/acts/uncertain-acts.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { scrubPersonalData } from '../../common/brazil/personal-data-patterns.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { AuditLog } from '../admin/audit-log.service.js';
import type {
  ListUncertainActsQueryDto,
  SettledActDto,
  SettleUncertainActDto,
  UncertainActDto,
  UncertainActsDto,
} from './uncertain-acts.dto.js';

/** Acts at the provider whose outcome operators find out. */
@Injectable()
export class ActSettlements {
  constructor(
    private readonly acts: UncertainActs,
    private readonly audit: AuditLog,
  ) {}

  async list(query: ListUncertainActsQueryDto): Promise<UncertainActsDto> {
    const bounds = pageBounds(query);
    const { acts, total } = await this.acts.list({
      kind: query.kind,
      newestFirst: query.sort === '-sentAt',
      offset: bounds.offset,
      limit: bounds.size,
    });
    return { items: acts.map(toUncertainActDto), ...pageMembers(bounds, total) };
  }

  /** @throws Problem NOT_FOUND, ACT_NOT_UNCERTAIN, or REFUSED for one that is known to be done in part. */
  async settle(adminId: string, actId: string, { outcome, note }: SettleUncertainActDto): Promise<SettledActDto> {
    const { kind } = await this.acts.settle(actId, outcome, (act, manager) =>
      this.audit.append(
        {
          adminId,
          action: 'uncertain-act.settled',
          subjectKind: 'uncertain-act',
          subjectId: actId,
          before: { kind: act.kind, state: act.state },
          after: { kind: act.kind, outcome, note: scrubPersonalData(note) },
        },
        manager,
      ),
    );
    return { id: actId, kind, outcome };
  }
}

const toUncertainActDto = (act: UncertainAct): UncertainActDto => ({
  id: act.id,
  kind: act.kind,
  title: act.title,
  customer_id: act.customerId,
  contract_id: act.contractId,
  subject: act.subject,
  state: act.state,
  sent_at: toSaoPauloInstant(act.sentAt),
});
