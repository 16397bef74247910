import { IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT_MESSAGE, INSTANT_PATTERN, LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';

const NAME = /^[a-z][a-z0-9.-]{0,99}$/;
const NAME_MESSAGE = { message: '$property must be a name such as popup' };

export class ListAuditEntriesQuery {
  /** `next` of the page before; the newest entries when left out */
  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/, { message: 'before must be the next of an earlier page' })
  before?: string;

  /** @example 20 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize?: number;

  /** Only what this administrator did */
  @IsOptional()
  @IsUUID()
  adminId?: string;

  /**
   * Beginning of the action
   * @example popup.
   */
  @IsOptional()
  @Matches(NAME, NAME_MESSAGE)
  actionPrefix?: string;

  /**
   * Kind of what was acted on
   * @example popup
   */
  @IsOptional()
  @Matches(NAME, NAME_MESSAGE)
  subjectKind?: string;

  /** Id of what was acted on */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(200)
  subjectId?: string;

  /**
   * Not before this instant
   * @example 2026-12-01T08:00:00-03:00
   */
  @IsOptional()
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  from?: string;

  /**
   * Before this instant
   * @example 2026-12-02T08:00:00-03:00
   */
  @IsOptional()
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  to?: string;
}

export class AuditEntryDto {
  /** @example 4711 */
  id!: string;

  occurred_at!: string;

  /** Who did it */
  admin_id!: string;

  /** Their address, also of an account that was removed; null when nothing is known of them any more */
  admin_email!: string | null;

  /** @example popup.created */
  action!: string;

  /** @example popup */
  subject_kind!: string;

  subject_id!: string;

  /** The subject before the act; null when the act made it, or changed nothing that is kept */
  before!: object | null;

  /** The subject after the act; null when the act removed it, or changed nothing that is kept */
  after!: object | null;

  /** `x-request-id` of the request that asked for it */
  request_id!: string | null;
}

/** Pages are named by where they begin: entries that come in meanwhile move none of them. */
export class AuditEntryListDto {
  items!: AuditEntryDto[];

  /** @example 20 */
  page_size!: number;

  /** To be sent as `before` for the next page; null on the last */
  next!: string | null;
}
