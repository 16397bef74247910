import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { currentRequestScope } from '../../common/http/request-scope.js';
import { AuditEntryEntity } from './audit-entry.entity.js';

/** An act as its module describes it; `before` and `after` never hold personal data or secrets. */
export interface AuditRecord {
  readonly adminId: string;
  /** `subject.verb-in-past-tense`, e.g. `popup.created`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The subject before the act, snake_case; null when the act made it. */
  readonly before: object | null;
  /** The subject after the act; null when the act removed it. */
  readonly after: object | null;
  /** The request that asked for it; that of the current request when left out. */
  readonly requestId?: string;
}

/** The append-only record of what administrators did. */
@Injectable()
export class AuditLog {
  constructor(private readonly manager: EntityManager) {}

  /** @param manager that of the transaction which does the act, so that neither stands without the other. */
  async append(record: AuditRecord, manager: EntityManager = this.manager): Promise<void> {
    const requestId = record.requestId ?? currentRequestScope()?.requestId ?? null;
    await manager.insert(AuditEntryEntity, { ...record, requestId });
  }
}
