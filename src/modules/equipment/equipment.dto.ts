import { Matches } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';

const CONTRACT_ID = /^[0-9]{1,19}$/;

export class EquipmentQueryDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contractId must be 1 to 19 digits' })
  contractId!: string;
}

export class EquipmentDto {
  /** @example 899059 */
  contract_id!: string;

  /**
   * The last four characters only
   * @example ********3C4D
   */
  serial_masked!: string | null;

  /** @example HUAWEI */
  vendor!: string | null;

  /** Null when the provider does not know */
  online!: boolean | null;

  /**
   * Last report of its connection, ISO-8601
   * @example 2026-11-21T09:30:00-03:00
   */
  last_seen_at!: string | null;
}

export class EquipmentListDto extends StalenessDto {
  items!: EquipmentDto[];
}

export class BasicResetDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contract_id must be 1 to 19 digits' })
  contract_id!: string;
}

export class BasicResetStartedDto {
  /** @example REBOOTING */
  status!: 'REBOOTING';

  /**
   * Seconds until the connection is expected back
   * @example 180
   */
  estimated_seconds!: number;

  /**
   * Seconds before another restart is taken
   * @example 600
   */
  retry_after!: number;
}
