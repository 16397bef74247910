import { IsNumberString, Length } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import type { DueDateChangeObstacle } from './due-date-rules.js';

export class DueDatesQueryDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

export class DueDateDto {
  /** @example 5 */
  id!: string;

  /**
   * Day of the month
   * @example 15
   */
  day!: number;

  /**
   * Day of the month from which the bills of this due date are made
   * @example 16
   */
  billing_from!: number | null;

  /** @example 15 */
  billing_to!: number | null;
}

export class DueDateListDto extends StalenessDto {
  /**
   * The contract's due date now
   * @example 4
   */
  current_id!: string | null;

  can_change!: boolean;

  /**
   * Why it cannot be changed now
   * @example OPEN_INVOICE
   */
  reason!: DueDateChangeObstacle | null;

  items!: DueDateDto[];
}

export class ChangeDueDateDto {
  /**
   * One of the due dates that are offered
   * @example 5
   */
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  due_date_id!: string;
}

export class ProRataDto {
  /** @example 5 */
  days!: number;

  /** @example 1665 */
  amount_cents!: number | null;

  /** @example R$ 16,65 */
  amount_formatted!: string | null;
}

export class ChangedDueDateDto {
  /** @example 899059 */
  contract_id!: string;

  /** @example 5 */
  due_date_id!: string;

  /** @example 15 */
  day!: number;

  /** @example NEXT_BILLING */
  effective_from!: 'NEXT_BILLING';

  /** Null when the day of the former due date is not known */
  pro_rata!: ProRataDto | null;

  /** For the customer to read */
  message!: string;
}
