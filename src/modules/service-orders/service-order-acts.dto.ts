import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsNumber, IsNumberString, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ServiceOrderDto } from './service-orders.dto.js';
import { type ServiceOrderStatus, type ServiceOrderType, serviceOrderTypes } from './service-orders.port.js';

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** Kinds of order a customer can open; internal ones are the provider's own. */
const openableTypes = serviceOrderTypes.filter((type) => type !== 'INTERNAL');

/** Signed slots are some 200 characters long. */
const LONGEST_SLOT = 1_000;

export class OpenServiceOrderDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contract_id!: string;

  /** @example REPAIR */
  @IsIn(openableTypes)
  service_order_type!: ServiceOrderType;

  /**
   * What is the matter, in the customer's words
   * @example Sem conexão desde ontem à noite
   */
  @Transform(trimmed)
  @IsString()
  @Length(3, 1_000)
  description!: string;

  /** One of the available days; without it the provider schedules the visit */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SLOT)
  slot_id?: string;

  /**
   * Brazilian phone with area code at which the technician reaches somebody
   * @example 22999990001
   */
  @IsOptional()
  @IsString()
  @Length(8, 20)
  contact_phone?: string;

  /** Opens the order although an outage is known */
  @IsOptional()
  @IsBoolean()
  force?: boolean;
}

export class OpenedServiceOrderDto {
  /**
   * Null while the provider has told the protocol only; the list has the order as soon as it does
   * @example 940234
   */
  id!: string | null;

  /** @example 2026112110150034 */
  protocol!: string | null;

  /** @example REPAIR */
  type!: ServiceOrderType;

  /** @example ST_OS_AGENDADA */
  status!: ServiceOrderStatus;

  /** Whether the chosen slot was booked; false when it was lost meanwhile or none was chosen */
  slot_confirmed!: boolean;

  /** @example 2026-12-01 */
  expected_installation_date!: string | null;

  /** @example Manhã */
  expected_installation_turn!: string | null;

  /** @example 08h às 12h */
  expected_attendance_period!: string | null;
}

export class MoveVisitDto {
  /** One of the available days of this order */
  @IsString()
  @Length(1, LONGEST_SLOT)
  slot_id!: string;

  /** @example Não estarei em casa */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @Length(1, 500)
  reason?: string;
}

export class CancelServiceOrderDto {
  /** @example A conexão voltou */
  @Transform(trimmed)
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class CancelledServiceOrderDto extends ServiceOrderDto {
  /** False while the provider has not closed the attendance yet: that is tried again without the customer */
  attendance_closed!: boolean;
}

export const confirmationOrigins = ['APP', 'PUSH', 'WHATSAPP'] as const;
export type ConfirmationOrigin = (typeof confirmationOrigins)[number];

export class ConfirmVisitDto {
  /** Whether somebody will be there */
  @IsBoolean()
  confirmed!: boolean;

  /** @example APP */
  @IsIn(confirmationOrigins)
  origin!: ConfirmationOrigin;
}

export class VisitConfirmationDto {
  /** @example 940117 */
  service_order_id!: string;

  confirmed!: boolean;

  /**
   * The visit's day
   * @example 2026-12-01
   */
  visit_date!: string;

  /** @example 2026-11-30T10:15:00-03:00 */
  date_confirmation!: string;

  /** @example APP */
  origin_confirmation!: ConfirmationOrigin;

  /** Nobody will be there, and the visit can get another date: offer that */
  offer_reschedule!: boolean;
}

export class RateVisitDto {
  /**
   * The technician, from 0 to 10 with at most two places
   * @example 9.5
   */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(10)
  technician!: number;

  /**
   * Whether the matter was solved, from 0 to 10 with at most two places
   * @example 10
   */
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(10)
  resolution!: number;
}

export class VisitRatingDto extends RateVisitDto {
  /** @example 871203 */
  service_order_id!: string;

  /** @example 2026-11-30T10:15:00-03:00 */
  rated_at!: string;
}
