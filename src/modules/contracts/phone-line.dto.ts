import { IsBoolean } from 'class-validator';

export class CollectCallsDto {
  /** Whether collect calls are to be let through */
  @IsBoolean()
  enabled!: boolean;
}

export class CollectCallsRequestDto {
  /** @example 20261121173000001 */
  protocol!: string;

  /** @example REQUESTED */
  status!: 'REQUESTED';

  enabled!: boolean;
}

export class CallTotalDto {
  /** @example FIXO LOCAL */
  kind!: string | null;

  /** @example 1830 */
  duration_s!: number;

  /**
   * Whole minutes, begun ones counted
   * @example 31
   */
  minutes!: number;
}

export class CallHistoryDto {
  /** @example 899059 */
  contract_id!: string;

  items!: CallTotalDto[];

  /** @example 1830 */
  total_duration_s!: number;

  /** @example 31 */
  total_minutes!: number;
}

/** What is known of the switch for collect calls: the last request made here, for the provider does not tell it. */
export class CollectCallsSwitchDto {
  requested!: boolean | null;

  /** @example 20261121173000001 */
  protocol!: string | null;
}

export class PhoneBlocksDto {
  collect_calls!: CollectCallsSwitchDto;
}

export class PhoneLineDto {
  /** @example 899059 */
  contract_id!: string;

  /**
   * The line's number, E.164; null until a call of the last months tells it
   * @example +553139392743
   */
  number!: string | null;

  /** @example FALA BEM ILIMITADO */
  plan!: string | null;

  blocks!: PhoneBlocksDto;

  /** By kind of call, in the current month */
  usage!: CallTotalDto[];

  /** @example 31 */
  used_minutes!: number;

  /**
   * Minutes a month that the plan includes; null when it says none
   * @example 200
   */
  included_minutes!: number | null;
}
