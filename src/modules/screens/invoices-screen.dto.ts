import { ScreenActionDto, ScreenDto, LinksSectionDto, SectionDto, SectionsOf } from './screen.dto.js';

export const badgeTones = ['NEUTRAL', 'ATTENTION', 'CRITICAL'] as const;
export type BadgeTone = (typeof badgeTones)[number];

export class InvoiceBadgeDto {
  /** @example Vencida há 12 dias */
  text!: string;

  tone!: BadgeTone;
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

  /** Since version 2 of the section */
  badge?: InvoiceBadgeDto;

  actions!: ScreenActionDto[];
}

export class InvoiceListDataDto {
  /** @example Vencidas */
  title!: string;

  /** Sum of what is owed today, in centavos */
  total_cents!: number;

  /** @example R$ 99,90 */
  total_formatted!: string;

  cards!: InvoiceCardDto[];
}

export class InvoiceListSectionDto extends SectionDto {
  type!: 'INVOICE_LIST';

  data!: InvoiceListDataDto | null;
}

export class InvoicesScreenDto extends ScreenDto {
  @SectionsOf({ INVOICE_LIST: InvoiceListSectionDto, LINKS: LinksSectionDto })
  sections!: SectionDto[];
}
