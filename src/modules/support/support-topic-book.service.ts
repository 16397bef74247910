import { Inject, Injectable } from '@nestjs/common';
import { ArrayContains, DataSource } from 'typeorm';
import { urlFaults } from '../../common/links/link-faults.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { RecordBook } from '../admin/audited-records.service.js';
import type {
  AdminSupportTopicDto,
  AdminSupportTopicListDto,
  ListAdminSupportTopicsQuery,
  WriteSupportTopicDto,
} from './support-authoring.dto.js';
import { SupportTopicEntity } from './support-topic.entity.js';

/** What an app calls its screens. */
const SCREEN = /^[a-z][a-z0-9-]*(?:\/[a-z0-9-]+)*$/;

/** The topics of help that administrators keep. */
@Injectable()
export class SupportTopicBook extends RecordBook<SupportTopicEntity, WriteSupportTopicDto, AdminSupportTopicDto> {
  constructor(dataSource: DataSource, audit: AuditLog, @Inject(linksConfig.token) links: LinksConfig) {
    super(dataSource, audit, {
      name: 'support-topic',
      entity: SupportTopicEntity,
      columnsOf: (wanted) => columnsOf(wanted, links),
      toDto,
    });
  }

  page(query: ListAdminSupportTopicsQuery): Promise<AdminSupportTopicListDto> {
    const { enabled, situation } = query;
    return this.list({
      query,
      where: {
        ...(enabled !== undefined && { enabled: enabled === 'true' }),
        ...(situation !== undefined && { situations: ArrayContains([situation]) }),
      },
      order: { position: 'ASC', id: 'ASC' },
    });
  }
}

function columnsOf(wanted: WriteSupportTopicDto, links: LinksConfig) {
  const { action, action_target: actionTarget, situations = [], first_in: firstIn = [] } = wanted;
  const invalidFields = action === 'OPEN_URL' ? urlFaults('action_target', actionTarget, links) : [];
  if (action === 'NAVIGATE' && !SCREEN.test(actionTarget)) {
    invalidFields.push({ field: 'action_target', message: 'action_target must be a screen such as invoices' });
  }
  if (situations.length > 0 && !firstIn.every((situation) => situations.includes(situation))) {
    invalidFields.push({ field: 'first_in', message: 'first_in must be among situations' });
  }
  if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
  return {
    code: wanted.code,
    title: wanted.title,
    description: wanted.description,
    action,
    actionTarget,
    situations,
    firstIn,
    position: wanted.position ?? 0,
    enabled: wanted.enabled ?? true,
  };
}

const toDto = (row: SupportTopicEntity): AdminSupportTopicDto => ({
  id: row.id,
  code: row.code,
  title: row.title,
  description: row.description,
  action: row.action,
  action_target: row.actionTarget,
  situations: row.situations,
  first_in: row.firstIn,
  position: row.position,
  enabled: row.enabled,
});
