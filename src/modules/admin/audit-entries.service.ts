import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { isPlainDate, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { DEFAULT_PAGE_SIZE } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AuditEntryDto, AuditEntryListDto, ListAuditEntriesQuery } from './audit-entries.dto.js';

const snapshot = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullable();

const entryRows = z.array(
  z.object({
    id: z.string(),
    occurred_at: z.date(),
    admin_id: z.string(),
    admin_email: z.string().nullable(),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string(),
    before: snapshot,
    after: snapshot,
    request_id: z.string().nullable(),
  }),
);

/** The audit log as auditors read it, newest first. */
@Injectable()
export class AuditEntries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws Problem VALIDATION_ERROR for an instant of a day that does not exist. */
  async list(query: ListAuditEntriesQuery): Promise<AuditEntryListDto> {
    requireDay('from', query.from);
    requireDay('to', query.to);
    const size = query.pageSize ?? DEFAULT_PAGE_SIZE;
    const parameters: unknown[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    // Only what is asked stands in the statement, so that each combination finds its index.
    const conditions = [
      ...(query.before === undefined
        ? []
        : [
            // Compared in the database: an instant there is finer than one that could travel in JSON.
            `(entry.occurred_at, entry.id) < (SELECT occurred_at, id FROM audit_entry WHERE id = ${given(query.before)})`,
          ]),
      ...(query.adminId === undefined ? [] : [`entry.admin_id = ${given(query.adminId)}`]),
      ...(query.actionPrefix === undefined ? [] : [`starts_with(entry.action, ${given(query.actionPrefix)})`]),
      ...(query.subjectKind === undefined ? [] : [`entry.subject_kind = ${given(query.subjectKind)}`]),
      ...(query.subjectId === undefined ? [] : [`entry.subject_id = ${given(query.subjectId)}`]),
      ...(query.from === undefined ? [] : [`entry.occurred_at >= ${given(query.from)}::timestamptz`]),
      ...(query.to === undefined ? [] : [`entry.occurred_at < ${given(query.to)}::timestamptz`]),
    ];
    const answered: unknown = await this.dataSource.query(
      `SELECT entry.*, admin.email AS admin_email
         FROM audit_entry AS entry LEFT JOIN admin_user AS admin ON admin.id = entry.admin_id
        ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
        ORDER BY entry.occurred_at DESC, entry.id DESC
        LIMIT ${given(size + 1)}`,
      parameters,
    );
    const rows = entryRows.parse(answered);
    const items = rows.slice(0, size).map(toDto);
    return { items, page_size: size, next: rows.length > size ? (items.at(-1)?.id ?? null) : null };
  }
}

/** The shape of the text was checked before; the database would refuse 31 February as a failure of ours. */
function requireDay(field: string, instant: string | undefined): void {
  if (instant === undefined || isPlainDate(instant.slice(0, 10))) return;
  throw new Problem(problems.validation, { invalidFields: [{ field, message: `${field} must be a day that exists` }] });
}

const toDto = ({ occurred_at, ...row }: z.infer<typeof entryRows>[number]): AuditEntryDto => ({
  ...row,
  occurred_at: toSaoPauloInstant(occurred_at),
});
