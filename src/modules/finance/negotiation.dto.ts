import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsNumberString, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ContractQueryDto } from './trust-unlock.dto.js';

export const negotiationRefusalReasons = [
  'NO_OVERDUE_INVOICES',
  'IN_NEGOTIATION',
  'CANCELLED',
  'CONTRACT_STATUS_UNKNOWN',
  'NEGOTIATION_PENDING',
] as const;
export type NegotiationRefusalReason = (typeof negotiationRefusalReasons)[number];

export class NegotiableInvoiceDto {
  /** @example 8768701 */
  id!: string;

  /** @example 2026-11-05 */
  due_date!: string;

  /**
   * As issued, in centavos
   * @example 9990
   */
  amount_cents!: number;

  /** @example 199 */
  fine_cents!: number;

  /** @example 39 */
  interest_cents!: number;

  /**
   * With fine and interest
   * @example 10228
   */
  updated_amount_cents!: number;

  /** Zero when not overdue */
  days_overdue!: number;
}

export class ActiveNegotiationDto {
  /** PENDING: whether it happened is being confirmed */
  state!: 'PENDING' | 'DONE';

  /** @example 23078 */
  total_cents!: number;

  /** @example 3 */
  parcels!: number;

  /** When it was asked for, ISO-8601 */
  requested_at!: string;
}

export class NegotiationCheckDto {
  contract_id!: string;

  eligible!: boolean;

  reasons!: NegotiationRefusalReason[];

  /** Unpaid invoices of the contract, the oldest first */
  open_invoices!: NegotiableInvoiceDto[];

  /**
   * What is overdue, with fine and interest
   * @example 22580
   */
  overdue_cents!: number;

  /** @example 6 */
  max_parcels!: number;

  active_negotiation!: ActiveNegotiationDto | null;
}

export class NegotiationParcelsQueryDto extends ContractQueryDto {
  /**
   * Invoices to negotiate, separated by commas; every overdue one of the contract when not given
   * @example 8769101,8769102
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(24)
  @IsNumberString({ no_symbols: true }, { each: true })
  invoiceIds?: string[];

  /**
   * What the first parcel shall be, in centavos
   * @example 5000
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  downPaymentCents?: number;
}

export class ParcelDto {
  /** @example 1 */
  number!: number;

  /**
   * A business day
   * @example 2026-11-24
   */
  due_date!: string;

  /**
   * Of this parcel, with its fine and interest and less its discount
   * @example 7693
   */
  total_cents!: number;

  fine_cents!: number;

  interest_cents!: number;

  discount_cents!: number;
}

export class NegotiationOfferDto {
  /** Opaque; good once, until `valid_until` */
  offer_id!: string;

  parcels!: ParcelDto[];

  /**
   * Exactly the sum of the parcels
   * @example 23078
   */
  total_cents!: number;

  /** ISO-8601 */
  valid_until!: string;
}

export class NegotiationOffersDto {
  contract_id!: string;

  invoice_ids!: string[];

  /** One for each number of parcels that is possible */
  items!: NegotiationOfferDto[];
}

export class GenerateInvoicesDto {
  /** One of the offers of the parcels route */
  @IsString()
  @Length(1, 16_000)
  offer_id!: string;
}

export class GeneratedInvoiceDto {
  /** Null until the provider lists it */
  id!: string | null;

  /** @example 2026-11-24 */
  due_date!: string;

  /** @example 7693 */
  amount_cents!: number;

  /** @example R$ 76,93 */
  amount_formatted!: string;
}

export class NegotiationDto {
  contract_id!: string;

  /** Invoices that were negotiated and are closed */
  negotiated_invoice_ids!: string[];

  /** @example 23078 */
  total_cents!: number;

  /** The new invoices */
  invoices!: GeneratedInvoiceDto[];
}
