import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumberString,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { PageDto } from '../../common/http/page.dto.js';

export const disputeReasons = [
  'WRONG_AMOUNT',
  'ALREADY_PAID',
  'SERVICE_NOT_CONTRACTED',
  'SERVICE_NOT_WORKING',
  'CALLS_NOT_MADE',
  'AFTER_CANCELLATION',
  'OTHER',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

export class OpenDisputeDto {
  /** @example 8768701 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  invoice_id!: string;

  /**
   * What is contested, at most the invoice's amount
   * @example 2500
   */
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  amount_cents!: number;

  @IsIn(disputeReasons)
  reason!: DisputeReason;

  /** @example Cobrança de ligações que não fiz. */
  @IsString()
  @Length(1, 1_000)
  description!: string;

  /** Entries of the invoice that are contested */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  items?: string[];
}

/** PENDING: whether it reached the provider is being confirmed. */
export type DisputeStatus = 'PENDING' | 'OPEN' | 'CLOSED';

export class DisputeDto {
  id!: string;

  /** @example 8768701 */
  invoice_id!: string;

  status!: DisputeStatus;

  /**
   * The provider's protocol number; null while PENDING
   * @example 2026112119350142
   */
  protocol!: string | null;

  /** @example 2500 */
  amount_cents!: number;

  /**
   * What of the invoice is not contested and can be paid
   * @example 7490
   */
  undisputed_cents!: number;

  /** @example WRONG_AMOUNT */
  reason!: string;

  description!: string;

  items!: string[];

  /** ISO-8601 */
  opened_at!: string;

  /** By when the provider answers, ISO-8601 */
  answer_due_at!: string;
}

export class DisputeAttachmentsDto {
  dispute_id!: string;

  /** How many files the provider took over */
  received!: number;
}

export class DisputeListDto extends PageDto {
  /** Newest first */
  items!: DisputeDto[];
}
