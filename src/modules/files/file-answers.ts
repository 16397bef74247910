import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { FileUploadBlockEntity } from './file-upload-block.entity.js';
import type { UploadAllowance } from './file-upload-blocks.service.js';
import type { UploadAllowanceDto, UploadBlockDto } from './files.dto.js';

const instant = (date: Date | null): string | null => (date === null ? null : toSaoPauloInstant(date));

export const toAllowanceDto = ({ blocked, reason, blockedUntil, remaining }: UploadAllowance): UploadAllowanceDto => ({
  blocked,
  reason,
  blocked_until: instant(blockedUntil),
  remaining_uploads: remaining,
});

export const toBlockDto = (block: FileUploadBlockEntity): UploadBlockDto => ({
  contract_id: block.contractId,
  reason: block.reason,
  blocked_until: instant(block.blockedUntil),
  note: block.note,
  set_by_admin: block.setBy !== null,
  created_at: toSaoPauloInstant(block.createdAt),
});
