import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumberString, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { type ServiceOrderType, serviceOrderTypes } from './service-orders.port.js';
import { type ShiftWord, shiftWords } from './visit-slot-rules.js';

class SlotWindowQueryDto {
  /**
   * First day looked at; today when absent
   * @example 2026-12-01
   */
  @IsOptional()
  @IsString()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'from must be a date, yyyy-MM-dd' })
  from?: string;

  /** Both shifts when absent */
  @IsOptional()
  @IsIn(shiftWords)
  shift?: ShiftWord;

  /**
   * How many days are looked at
   * @example 15
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  limitDays?: number;
}

export class AvailableDaysQueryDto extends SlotWindowQueryDto {
  /**
   * Contract that the visit is for; required without `serviceOrderId`
   * @example 899059
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;

  /** Kind of the order to be opened; required without `serviceOrderId` */
  @IsOptional()
  @IsIn(serviceOrderTypes)
  serviceOrderType?: ServiceOrderType;

  /**
   * Order whose visit is to be moved
   * @example 940117
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  serviceOrderId?: string;
}

export class BookingAvailabilityQueryDto extends SlotWindowQueryDto {
  /** @example 100 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  cityId!: string;

  /** @example 4 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  technologyId!: string;

  /** @example 1 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractTypeId!: string;

  /** @example INSTALLATION */
  @IsIn(serviceOrderTypes)
  serviceOrderType!: ServiceOrderType;
}

export class BookingDayDto {
  /** @example 2026-12-01 */
  date!: string;

  /** @example MANHA */
  shift!: ShiftWord;

  /** @example 08h às 12h */
  period_label!: string;

  /** Visits that still fit; null when the provider does not say */
  places!: number | null;
}

export class BookingAvailabilityDto {
  /** The earliest first; empty when nothing is free */
  items!: BookingDayDto[];
}

export class AvailableDayDto {
  /** @example 2026-12-01 */
  date!: string;

  /** @example MANHA */
  shift!: ShiftWord;

  /** @example 08h às 12h */
  period_label!: string;

  /** What opening an order or moving a visit takes; worth something for 15 minutes, and for this customer only */
  slot_id!: string;
}

export class AvailableDaysDto {
  /** The earliest first; empty when nothing is free */
  items!: AvailableDayDto[];
}
