import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE, PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../common/http/text-patterns.js';

const CATEGORY = /^[A-Z][A-Z0-9_]{0,39}$/;
const CATEGORY_MESSAGE = { message: 'category must be a name such as PAYMENT' };

export class ListFaqsQuery extends PageQueryDto {
  /**
   * Only questions of this category
   * @example PAYMENT
   */
  @IsOptional()
  @Matches(CATEGORY, CATEGORY_MESSAGE)
  category?: string;

  /**
   * Words, or their beginnings, of question and answer; accents and case do not count
   * @example conexao lenta
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class FaqDto {
  /** @example 7d9b8a52-6d0a-4a53-8d52-0a2b3c6f3b70 */
  id!: string;

  /** @example PAYMENT */
  category!: string;

  /** @example "Como pago minha fatura com Pix?" */
  question!: string;

  /** Markdown */
  answer_md!: string;

  /** Grows when question or answer change */
  version!: number;

  /** Customers whom this version helped */
  helpful!: number;

  /** Customers whom this version did not help */
  not_helpful!: number;
}

export class FaqListDto extends PageDto {
  items!: FaqDto[];
}

export class VoteFaqDto {
  /** Whether the answer helped */
  @IsBoolean()
  helpful!: boolean;
}

export class RefuseFaqDto {
  /** Why the answer did not help */
  @IsIn(['NOT_CLEAR', 'OUTDATED', 'DID_NOT_SOLVE', 'OTHER'])
  reason!: 'NOT_CLEAR' | 'OUTDATED' | 'DID_NOT_SOLVE' | 'OTHER';

  /** In the customer’s words; kept without what looks like personal data */
  @IsOptional()
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(500)
  comment?: string | null;
}

export class FaqVoteDto {
  faq_id!: string;

  /** Version of the text that was voted on */
  version!: number;

  /** The customer’s vote now */
  helpful!: boolean;

  /** Why not; null for a yes, or when no reason was given */
  reason!: 'NOT_CLEAR' | 'OUTDATED' | 'DID_NOT_SOLVE' | 'OTHER' | null;
}

export class WriteFaqDto {
  /** @example PAYMENT */
  @Matches(CATEGORY, CATEGORY_MESSAGE)
  category!: string;

  /** @example "Como pago minha fatura com Pix?" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(300)
  question!: string;

  /** Markdown without HTML; links lead to allowed hosts, into the app, to e-mail addresses and telephones */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(10_000)
  answer_md!: string;

  /** Higher comes first */
  @IsOptional()
  @IsInt()
  @Min(-1_000_000)
  @Max(1_000_000)
  weight?: number;

  /** Whether customers see it; not, when left out */
  @IsOptional()
  @IsBoolean()
  published?: boolean;
}

export class ListAdminFaqsQuery extends ListFaqsQuery {
  /** Only those that customers see, or only those that they do not */
  @IsOptional()
  @IsIn(['true', 'false'])
  published?: 'true' | 'false';

  /** Order of the list; as customers see it when left out */
  @IsOptional()
  @IsIn(['-weight', '-updatedAt'])
  sort?: '-weight' | '-updatedAt';
}

export class AdminFaqDto extends FaqDto {
  weight!: number;

  /** Whether customers see it */
  published!: boolean;

  created_at!: string;

  updated_at!: string;
}

export class AdminFaqListDto extends PageDto {
  items!: AdminFaqDto[];
}

export class FaqReasonsDto {
  NOT_CLEAR!: number;
  OUTDATED!: number;
  DID_NOT_SOLVE!: number;
  OTHER!: number;
}

export class UnhelpfulFaqDto {
  faq_id!: string;
  category!: string;
  question!: string;

  /** The version in question: the present one */
  version!: number;

  helpful!: number;
  not_helpful!: number;

  /**
   * Part of the votes that say no, from 0 to 1
   * @example 0.75
   */
  not_helpful_ratio!: number;

  /** How often each reason was given */
  reasons!: FaqReasonsDto;
}

export class UnhelpfulFaqListDto extends PageDto {
  items!: UnhelpfulFaqDto[];
}

export class FaqCommentDto {
  /** Version of the text the comment is on */
  version!: number;

  reason!: 'NOT_CLEAR' | 'OUTDATED' | 'DID_NOT_SOLVE' | 'OTHER' | null;

  /** Without what looks like personal data */
  comment!: string;

  given_at!: string;
}

export class FaqCommentListDto extends PageDto {
  items!: FaqCommentDto[];
}
