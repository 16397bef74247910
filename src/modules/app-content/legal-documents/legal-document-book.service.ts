import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { toSaoPauloInstant } from '../../../common/brazil/dates.js';
import { type LinksConfig, linksConfig } from '../../../common/links/links.config.js';
import { faultOfMarkdown } from '../../../common/markdown/safe-markdown.js';
import { type InvalidField, Problem } from '../../../common/problem/problem.js';
import { problems } from '../../../common/problem/problem-kinds.js';
import { AuditLog } from '../../admin/audit-log.service.js';
import { RecordBook } from '../../admin/audited-records.service.js';
import type {
  AdminLegalDocumentDto,
  AdminLegalDocumentListDto,
  ListLegalDocumentsQuery,
  WriteLegalDocumentDto,
} from './legal-document.dto.js';
import { LegalDocumentEntity } from './legal-document.entity.js';

const effectiveRow = z.tuple([z.object({ effective: z.boolean() })]);

/** The legal texts that administrators keep; one that is or was in force is neither replaced nor removed. */
@Injectable()
export class LegalDocumentBook extends RecordBook<LegalDocumentEntity, WriteLegalDocumentDto, AdminLegalDocumentDto> {
  constructor(dataSource: DataSource, audit: AuditLog, @Inject(linksConfig.token) links: LinksConfig) {
    super(dataSource, audit, {
      name: 'legal-document',
      entity: LegalDocumentEntity,
      columnsOf: (wanted, adminId) => columnsOf(wanted, adminId, links),
      toDto,
      beforeChange: refuseEffective,
    });
  }

  page(query: ListLegalDocumentsQuery): Promise<AdminLegalDocumentListDto> {
    const { kind, published } = query;
    return this.list({
      query,
      where: { ...(kind && { kind }), ...(published !== undefined && { published: published === 'true' }) },
      order: query.sort === '-updatedAt' ? { updatedAt: 'DESC', id: 'ASC' } : { effectiveAt: 'DESC', id: 'ASC' },
    });
  }
}

/** By the clock of the database, whose trigger goes by it too. */
async function refuseEffective(manager: EntityManager, { published, effectiveAt }: LegalDocumentEntity): Promise<void> {
  const rows = await manager.query<unknown>('SELECT $1::boolean AND $2::timestamptz <= now() AS effective', [
    published,
    effectiveAt ?? 'infinity',
  ]);
  const [{ effective }] = effectiveRow.parse(rows);
  if (effective) throw new Problem(problems.legalDocumentInForce);
}

function columnsOf(wanted: WriteLegalDocumentDto, adminId: string, links: LinksConfig) {
  const published = wanted.published ?? false;
  const now = new Date();
  const effectiveAt = wanted.effective_at == null ? null : new Date(wanted.effective_at);
  const invalidFields = faultsOf(wanted, links);
  if (published && effectiveAt !== null && effectiveAt < now) {
    invalidFields.push({ field: 'effective_at', message: 'effective_at must not lie in the past' });
  }
  if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
  return {
    kind: wanted.kind,
    version: wanted.version,
    title: wanted.title,
    changes: wanted.changes ?? null,
    bodyMd: wanted.body_md,
    bodySha256: createHash('sha256').update(wanted.body_md).digest('hex'),
    requiresAcceptance: wanted.requires_acceptance,
    published,
    effectiveAt: effectiveAt ?? (published ? now : null),
    updatedBy: adminId,
  };
}

function faultsOf({ body_md }: WriteLegalDocumentDto, links: LinksConfig): InvalidField[] {
  const fault = faultOfMarkdown(body_md, links);
  return fault === undefined ? [] : [{ field: 'body_md', message: `body_md ${fault}` }];
}

const toDto = (row: LegalDocumentEntity): AdminLegalDocumentDto => ({
  id: row.id,
  kind: row.kind,
  version: row.version,
  title: row.title,
  changes: row.changes,
  body_md: row.bodyMd,
  body_sha256: row.bodySha256,
  requires_acceptance: row.requiresAcceptance,
  published: row.published,
  effective_at: row.effectiveAt === null ? null : toSaoPauloInstant(row.effectiveAt),
  state: stateOf(row),
  updated_by: row.updatedBy,
  created_at: toSaoPauloInstant(row.createdAt),
  updated_at: toSaoPauloInstant(row.updatedAt),
});

function stateOf({ published, effectiveAt }: LegalDocumentEntity): AdminLegalDocumentDto['state'] {
  if (!published || effectiveAt === null) return 'DRAFT';
  return effectiveAt.getTime() <= Date.now() ? 'EFFECTIVE' : 'SCHEDULED';
}
