import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import type { SvaStatus } from './sva-status.js';

const CONTRACT_ID = /^[0-9]{1,19}$/;

export class SvaQueryDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contractId must be 1 to 19 digits' })
  contractId!: string;
}

export class SvaDto {
  /** @example watch-tv */
  id!: string;

  /** @example Watch TV */
  name!: string;

  /** @example Filmes, séries e canais ao vivo. */
  description!: string;

  /** @example https://provedor.example/svas/watch-tv.png */
  logo!: string | null;

  status!: SvaStatus;

  /** Part of every plan */
  included!: boolean;

  /**
   * Price in centavos; 0 when included
   * @example 1490
   */
  price_cents!: number;

  /** @example R$ 14,90 */
  price_formatted!: string;
}

export class SvaListDto extends StalenessDto {
  items!: SvaDto[];
}

export class ActivateSvaDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contract_id must be 1 to 19 digits' })
  contract_id!: string;

  /**
   * The price in centavos that the customer was shown and accepted; needed where the service is paid
   * @example 1490
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  accepted_price_cents?: number;
}

export class SvaActivationLinkDto {
  /** Good once */
  url!: string;

  /**
   * ISO-8601
   * @example 2026-11-21T12:10:00-03:00
   */
  expires_at!: string;
}

export class SvaActivatedDto {
  /** @example watch-tv */
  sva_id!: string;

  /** Where the customer finishes the activation */
  activation_link!: SvaActivationLinkDto;
}

export class SvaTicketQueryDto {
  /** As the activation link has it */
  @Matches(/^[\w-]{1,200}\.[\w-]{1,100}$/, { message: 'ticket must be that of an activation link' })
  ticket!: string;
}
