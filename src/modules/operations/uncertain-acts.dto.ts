import { IsIn, IsOptional, Length, Matches } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../common/http/text-patterns.js';

const SORTS = ['sentAt', '-sentAt'] as const;
const OUTCOMES = ['DONE', 'NOT_DONE'] as const;

export class ListUncertainActsQueryDto extends PageQueryDto {
  /**
   * Only acts of this kind
   * @example sva.charge
   */
  @IsOptional()
  @Length(1, 100)
  kind?: string;

  /** By when they were sent; the oldest first when left out */
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}

export class UncertainActDto {
  /** Also the reference that stands in what was opened at the provider */
  id!: string;

  /** @example sva.charge */
  kind!: string;

  /** What was asked, for people */
  title!: string;

  customer_id!: string;

  /** @example 899059 */
  contract_id!: string | null;

  /**
   * What the act is about; nothing else can be asked of it until the act is settled
   * @example sva.charge:899059:uol
   */
  subject!: string;

  /**
   * `unreadable`: only people can find out; `unfinished`: it is done, and a part that is left fails; `sent` and
   * `uncertain`: reading the provider has not told yet
   */
  state!: 'sent' | 'uncertain' | 'unreadable' | 'unfinished';

  sent_at!: string;
}

export class UncertainActsDto extends PageDto {
  items!: UncertainActDto[];
}

export class SettleUncertainActDto {
  /** What the provider's books say: `NOT_DONE` lets the customer ask again */
  @IsIn(OUTCOMES)
  outcome!: (typeof OUTCOMES)[number];

  /**
   * Where that was seen; kept in the audit trail, without documents, phones and addresses
   * @example Cobrança 646225 encontrada no ERP pela referência
   */
  @Length(3, 500)
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  note!: string;
}

export class SettledActDto {
  id!: string;

  kind!: string;

  /** How it ended */
  outcome!: 'DONE' | 'NOT_DONE';
}
