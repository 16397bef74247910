import { Transform } from 'class-transformer';
import { IsInt } from 'class-validator';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import { MOST_PROTOCOLS } from './protocols.port.js';

const DEFAULT_PROTOCOLS = 5;

/** Whatever is asked for becomes a number that can be answered. */
function clamped({ value }: { value: unknown }): number {
  const wanted = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(wanted) ? DEFAULT_PROTOCOLS : Math.min(MOST_PROTOCOLS, Math.max(1, Math.trunc(wanted)));
}

export class ServiceProtocolsQueryDto {
  /**
   * How many, from 1 to 10; another number is taken for the nearest of them
   * @example 5
   */
  @Transform(clamped)
  @IsInt()
  limit: number = DEFAULT_PROTOCOLS;
}

export class ServiceProtocolDto {
  /** @example 202611210001234 */
  protocol!: string;

  /** What it was about, as the provider classes it */
  kind!: string | null;

  status!: string | null;

  subject!: string | null;

  /** ISO-8601 with offset */
  registered_at!: string | null;

  updated_at!: string | null;
}

export class ServiceProtocolListDto extends StalenessDto {
  items!: ServiceProtocolDto[];

  /** One of the provider's systems did not answer: protocols that only it knows are missing */
  partial!: boolean;
}
