import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE, PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../common/http/text-patterns.js';
import { SVA_ID } from './sva-id-parameter.pipe.js';
import { type SvaProvider, svaProviders } from './sva.entity.js';

export class WriteSvaDto {
  /** @example "Watch TV" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  name!: string;

  /** @example "Filmes, séries e canais ao vivo." */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(500)
  description!: string;

  /**
   * An https address on an allowed host
   * @example https://images.example.com/watch-tv.png
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  logo_url?: string | null;

  /** Whose service it is */
  @IsIn(svaProviders)
  provider!: SvaProvider;

  /**
   * What its provider calls it
   * @example WATCH_TV
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  resource!: string;

  /**
   * The page of its provider on which a customer activates it: an https address on an allowed host
   * @example https://www.example.com/svas/watch-tv
   */
  @IsString()
  @MaxLength(500)
  activation_url!: string;

  /**
   * Monthly price in centavos; 0: it is part of every plan
   * @example 1490
   */
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  price_cents!: number;

  /**
   * What the ERP charges for it; needed for a paid service, and for no other
   * @example "214"
   */
  @IsOptional()
  @Matches(/^[0-9]{1,19}$/, { message: 'erp_service_id must be 1 to 19 digits' })
  erp_service_id?: string | null;

  /**
   * Lower comes first; 0 when left out
   * @example 10
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;

  /** Whether it is offered; so when left out */
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

export class CreateSvaDto extends WriteSvaDto {
  /**
   * What customers’ apps name it by; it never changes
   * @example watch-tv
   */
  @Matches(SVA_ID, { message: 'id must be up to 40 lower-case letters, digits and dashes' })
  id!: string;
}

export class ListAdminSvasQuery extends PageQueryDto {
  /** Only what is offered, or only what is not */
  @IsOptional()
  @IsIn(['true', 'false'])
  active?: 'true' | 'false';

  @IsOptional()
  @IsIn(svaProviders)
  provider?: SvaProvider;
}

export class AdminSvaDto {
  /** @example watch-tv */
  id!: string;
  name!: string;
  description!: string;
  logo_url!: string | null;
  provider!: SvaProvider;
  resource!: string;
  activation_url!: string;

  /** Part of every plan */
  included!: boolean;

  price_cents!: number;

  /** @example R$ 14,90 */
  price_formatted!: string;

  erp_service_id!: string | null;
  position!: number;
  active!: boolean;
}

export class AdminSvaListDto extends PageDto {
  items!: AdminSvaDto[];
}
