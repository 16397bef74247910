import { ApiProperty } from '@nestjs/swagger';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import { LoyaltyDto } from './contracts.dto.js';

/** The label that the regulator asks for ("etiqueta padrão"). */
export class OfferLabelDto {
  /** @example FIB500-2026-01 */
  code!: string;

  /** @example https://provedor.example/etiquetas/FIB500-2026-01 */
  url!: string | null;
}

export class ContractPlanDto extends StalenessDto {
  /** @example 899059 */
  contract_id!: string;

  /** @example FIBRA 500MB */
  plan!: string | null;

  /** @example 500 */
  download_mbps!: number | null;

  /** @example 250 */
  upload_mbps!: number | null;

  /**
   * What this contract pays a month, in centavos
   * @example 9990
   */
  price_cents!: number | null;

  /** @example R$ 99,90 */
  price_formatted!: string | null;

  /**
   * What the plan costs a month for whoever buys it now, in centavos; null when it is sold no more
   * @example 9990
   */
  list_price_cents!: number | null;

  /** Value-added services that come with the plan */
  included_services!: string[];

  @ApiProperty({ type: LoyaltyDto })
  loyalty!: LoyaltyDto;

  /** Null when the provider published none for this plan */
  label!: OfferLabelDto | null;
}
