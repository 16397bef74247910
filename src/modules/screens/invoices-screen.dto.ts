import { IsNumberString, IsOptional, Length } from 'class-validator';
import { ScreenActionDto, ScreenDto, type SectionState } from './screen.dto.js';

export class InvoicesScreenQueryDto {
  /** Only bills of this contract */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;
}

export class InvoiceCardDto {
  /** @example 90 */
  id!: string;

  contract_ids!: string[];

  /** @example 2026-12-01 */
  due_date!: string;

  /** Days past the due date; 0 when not overdue */
  days_overdue!: number;

  /** As issued, in centavos */
  amount_cents!: number;

  /** Late fee so far, in centavos */
  fine_cents!: number;

  /** Interest so far, in centavos */
  interest_cents!: number;

  /** What is owed today, in centavos */
  updated_amount_cents!: number;

  /** @example R$ 99,90 */
  updated_amount_formatted!: string;

  actions!: ScreenActionDto[];
}

export class InvoicesSectionDataDto {
  /** @example Vencidas */
  title!: string;

  /** Sum of what is owed today, in centavos */
  total_cents!: number;

  /** @example R$ 99,90 */
  total_formatted!: string;

  cards!: InvoiceCardDto[];
}

export class InvoicesSectionDto {
  /** @example overdue */
  id!: string;

  /** @example INVOICE_LIST */
  type!: 'INVOICE_LIST' | 'LINK';

  version!: number;

  state!: SectionState;

  /** When the kept data of a stale section was read */
  as_of?: string;

  data!: InvoicesSectionDataDto | null;

  actions!: ScreenActionDto[];
}

export class InvoicesScreenDto extends ScreenDto {
  sections!: InvoicesSectionDto[];
}
