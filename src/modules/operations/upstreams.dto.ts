import { ApiProperty } from '@nestjs/swagger';

export class UpstreamOperationDto {
  /**
   * Operation of the system
   * @example customer-bills.list
   */
  id!: string;

  /** `open`: calls are refused at once, for a while, because too many failed */
  circuit!: 'closed' | 'open' | 'half-open';

  /** Attempts that went out */
  calls!: number;

  /** Calls that failed for good, by kind of failure */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { timeout: 2, unavailable: 1 } })
  failures!: Record<string, number>;

  /** Repeated attempts */
  retries!: number;

  /** Items and answers that were not of the documented shape */
  drift!: number;

  /** Reads answered from the cache */
  cache_hits!: number;

  /** Kept answers given in place of a failed read */
  stale_answers!: number;

  /** Mean milliseconds of an attempt; null before the first */
  mean_ms!: number | null;

  /** Milliseconds of the slowest attempt; null before the first */
  max_ms!: number | null;
}

export class UpstreamSystemDto {
  /** @example webservice-cliente */
  id!: string;

  /** Operations that were asked for at least once */
  operations!: UpstreamOperationDto[];
}

export class SharedStoreDto {
  /** `redis`: shared by the instances; `process`: each instance has its own */
  medium!: 'redis' | 'process';

  /** False while this instance counts and caches on its own because the store is lost */
  reachable!: boolean;

  /**
   * Since when it is so
   * @example 2026-11-21T17:30:00-03:00
   */
  since!: string;
}

export class UpstreamsDto {
  /**
   * Since when is counted: the start of the instance that answers
   * @example 2026-11-21T17:30:00-03:00
   */
  since!: string;

  items!: UpstreamSystemDto[];

  /** What the instances share beside the database: rate limits, and answers of these systems */
  shared_store!: SharedStoreDto;
}
