import { IsDateString, IsNumberString, IsOptional, Length } from 'class-validator';
import { IsDocument } from '../../common/brazil/is-document.validator.js';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';

export class PaidBillsQueryDto extends PageQueryDto {
  /** Only bills of this contract */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;

  /**
   * Paid on or after this day
   * @example 2026-01-01
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  from?: string;

  /**
   * Paid on or before this day
   * @example 2026-12-31
   */
  @IsOptional()
  @IsDateString({ strict: true })
  @Length(10, 10)
  to?: string;
}

export class CustomerBillDto {
  /** @example 90 */
  id!: string;

  contract_ids!: string[];

  /** @example 0320283295 */
  document_number!: string | null;

  /** @example 2026-12-01 */
  due_date!: string;

  /**
   * As issued, in centavos
   * @example 9990
   */
  amount_cents!: number;

  /** @example R$ 99,90 */
  amount_formatted!: string;
}

export class PaidBillDto extends CustomerBillDto {
  /** @example 2026-11-01 */
  paid_on!: string;

  /** Path of the bill's PDF */
  pdf_path!: string;
}

export class PaidBillListDto extends PageDto {
  items!: PaidBillDto[];

  stale?: boolean;

  as_of?: string;
}

export class QuickInvoiceDto {
  /**
   * CPF or CNPJ, with or without punctuation
   * @example 11144477735
   */
  @IsDocument()
  document!: string;
}

/** What whoever knows a document may see: enough to pay, nothing about the person. */
export class QuickInvoiceItemDto {
  /** @example 2026-12-01 */
  due_date!: string;

  /** @example 9990 */
  amount_cents!: number;

  /** @example R$ 99,90 */
  amount_formatted!: string;

  /** 47 or 48 digits; null when the provider has none that agrees with the bill */
  digitable_line!: string | null;

  digitable_line_formatted!: string | null;

  /** Pix "copia e cola", when the provider offers it */
  pix_copy_paste!: string | null;
}

export class QuickInvoiceListDto {
  /** Unpaid bills, the oldest first; empty for an unknown document too */
  items!: QuickInvoiceItemDto[];
}
