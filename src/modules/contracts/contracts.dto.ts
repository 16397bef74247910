import { IsIn, IsOptional } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import type { ContractCapability } from './contract-capabilities.js';
import { contractStatuses, type ContractStatus } from './contracts.port.js';

export class ListContractsQueryDto {
  /** Only contracts in this status */
  @IsOptional()
  @IsIn(contractStatuses)
  status?: ContractStatus;
}

export class ContractDto {
  /** @example 899059 */
  id!: string;

  /** @example FIBRA 500MB */
  plan!: string | null;

  /** @example HABILITADO */
  status!: ContractStatus;

  /** @example RESIDENCIAL */
  kind!: string | null;

  /** @example INTERNET */
  service!: string | null;

  /** @example FIBRA */
  technology!: string | null;

  /**
   * Monthly price in centavos
   * @example 9990
   */
  price_cents!: number | null;

  /** @example R$ 99,90 */
  price_formatted!: string | null;
}

export class ContractListDto extends StalenessDto {
  items!: ContractDto[];
}

export class InstallationAddressDto {
  street!: string | null;
  number!: string | null;
  complement!: string | null;
  district!: string | null;
  city!: string | null;
  state!: string | null;
  /** As the provider keeps it; not always a valid CEP */
  postal_code!: string | null;
}

export class LoyaltyDto {
  /** Whether a loyalty term (fidelização) still runs; null when the provider does not say */
  active!: boolean | null;

  /** @example 2027-03-01 */
  ends_on!: string | null;
}

export class ContractDetailsDto extends ContractDto {
  address!: InstallationAddressDto | null;

  /**
   * Day of the month bills fall due
   * @example 10
   */
  due_day!: number | null;

  /** @example 2024-03-01 */
  activated_on!: string | null;

  loyalty!: LoyaltyDto;

  /** What the customer may do with it now */
  capabilities!: ContractCapability[];

  stale?: boolean;

  as_of?: string;
}
