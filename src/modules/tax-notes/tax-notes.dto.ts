import { IsDateString, IsOptional, Length } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import type { TaxNoteStatus } from './tax-note-model.js';

export class TaxNotesQueryDto extends PageQueryDto {
  /**
   * Issued on or after this day; six months before the last one when left out
   * @example 2026-05-21
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  startDate?: string;

  /**
   * Issued on or before this day; today when left out
   * @example 2026-11-21
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  endDate?: string;
}

export class TaxNoteDto {
  /** @example 768608 */
  id!: string;

  /** @example 768608 */
  number!: string | null;

  /** @example A22 */
  series!: string | null;

  /**
   * Fiscal model: 21, 22, 62, NFS-e or one of tomorrow
   * @example 22
   */
  model!: string | null;

  /** @example 2026-10-21T12:00:00-03:00 */
  issued_at!: string | null;

  /** @example 2026-10-31 */
  due_date!: string | null;

  /** @example 9990 */
  amount_cents!: number;

  /** @example R$ 99,90 */
  amount_formatted!: string;

  /** @example NORMAL */
  status!: TaxNoteStatus;

  /** 44 characters, of models that have one */
  access_key!: string | null;

  /** Path of the note's PDF */
  pdf_path!: string;
}

export class TaxNoteListDto extends PageDto {
  items!: TaxNoteDto[];
}
