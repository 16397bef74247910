import { Type } from 'class-transformer';
import { IsDateString, IsInt, IsNumberString, IsOptional, Length, Max, Min } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import { ContractQueryDto } from './trust-unlock.dto.js';

export class CallsPdfQueryDto extends ContractQueryDto {
  /** @example 2026-10-01 */
  @IsDateString({ strict: true })
  @Length(10, 10)
  startDate!: string;

  /**
   * At most 90 days with the first
   * @example 2026-10-31
   */
  @IsDateString({ strict: true })
  @Length(10, 10)
  endDate!: string;
}

export class CallsExtractQueryDto extends PageQueryDto {
  /** @example 1283299 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;

  /** @example 2026-10-01 */
  @IsDateString({ strict: true })
  @Length(10, 10)
  startDate!: string;

  /**
   * At most 90 days with the first
   * @example 2026-10-31
   */
  @IsDateString({ strict: true })
  @Length(10, 10)
  endDate!: string;
}

export class PhoneCallDto {
  /** ISO-8601 */
  started_at!: string;

  /** @example 553139392743 */
  origin!: string | null;

  /** @example 553137610009 */
  destination!: string | null;

  /** @example FIXO LOCAL */
  type!: string | null;

  /** @example 95 */
  duration_s!: number | null;

  /** @example 47 */
  amount_cents!: number;

  /** @example Brasil - MG */
  description!: string | null;
}

export class CallTotalsDto {
  /** @example 42 */
  calls!: number;

  /** @example 12840 */
  duration_s!: number;

  /** @example 1990 */
  amount_cents!: number;

  /** @example R$ 19,90 */
  amount_formatted!: string;
}

export class CallsExtractDto extends PageDto {
  contract_id!: string;

  /** Of the whole period, not of this page */
  totals!: CallTotalsDto;

  /** Newest first */
  items!: PhoneCallDto[];
}

export class HistoryExtractQueryDto extends ContractQueryDto {
  /**
   * Months back, this one included
   * @example 12
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(6)
  @Max(12)
  months?: number;
}

/** NONE: no invoice fell due in the period. */
export type StatementStatus = 'PAID' | 'OPEN' | 'OVERDUE' | 'NONE';

export class StatementCallTotalDto {
  /** @example FIXO LOCAL */
  type!: string | null;

  /** @example 3480 */
  duration_s!: number;
}

export class StatementInvoiceLinkDto {
  id!: string;

  /** @example /app/v1/customers/invoices/8768701/pdf */
  pdf_path!: string;
}

export class StatementLinksDto {
  /** Path and query of the period's calls */
  calls_extract!: string;

  /** Path and query of the period's calls as a PDF */
  calls_pdf!: string;

  invoices!: StatementInvoiceLinkDto[];
}

export class StatementPeriodDto {
  /** @example 2026-11 */
  period!: string;

  status!: StatementStatus;

  /**
   * Of the invoices that fell due in the period, as issued
   * @example 9990
   */
  amount_cents!: number;

  /** The last payment, when all are paid */
  paid_at!: string | null;

  /** Of the month that runs, when the session has the customer's password; empty otherwise */
  call_totals!: StatementCallTotalDto[];

  links!: StatementLinksDto;
}

export class HistoryExtractDto extends StalenessDto {
  contract_id!: string;

  /** Newest first */
  items!: StatementPeriodDto[];
}
