import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { AuditEntryListDto, ListAuditEntriesQuery } from './audit-entries.dto.js';
import { AuditEntries } from './audit-entries.service.js';

@ApiTags('Admin')
@Access('admin')
@RequiredRole('audit:read')
@Controller('app/v1/admin/audit-entries')
export class AdminAuditEntriesController {
  constructor(private readonly entries: AuditEntries) {}

  /**
   * List what administrators did, newest first
   *
   * @remarks For administrators with the role `audit:read`. Entries are never changed, and are deleted by their age only
   * (`AUDIT_RETENTION_DAYS`). A page ends with `next`, which the request for the following one sends as `before`.
   */
  @Get()
  listAuditEntries(@Query() query: ListAuditEntriesQuery): Promise<AuditEntryListDto> {
    return this.entries.list(query);
  }
}
