import { IsNumberString, Length } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import type { ConnectionAction, ConnectionReason, ConnectionStatus } from './connection-rules.js';

export class ConnectionStatusQueryDto {
  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

export class ConnectionReasonDto {
  /** @example OVERDUE_BILLS */
  code!: ConnectionReason;

  /** For the customer to read */
  message!: string;
}

export class ConnectionStatusDto extends StalenessDto {
  /** @example 899059 */
  contract_id!: string;

  /** @example ONLINE */
  status!: ConnectionStatus;

  /**
   * Since when it is so, when that is known
   * @example 2026-11-21T06:00:00-03:00
   */
  since!: string | null;

  /**
   * When the network heard the equipment last
   * @example 2026-11-21T17:25:00-03:00
   */
  last_seen_at!: string | null;

  /**
   * The connection's public address, while it is online
   * @example 203.0.113.95
   */
  ip!: string | null;

  /**
   * When the outage of the area is expected to end
   * @example 2026-11-21T20:00:00-03:00
   */
  expected_resolution_at!: string | null;

  reasons!: ConnectionReasonDto[];

  /** What the customer can do about it, the best first */
  actions!: ConnectionAction[];
}
