export class HealthChecksDto {
  /** Whether the database answers */
  db!: 'ok' | 'down';

  /** Whether what the instances share answers; absent where each has its own. The status does not follow from it */
  shared_store?: 'ok' | 'down';
}

export class HealthDto {
  /** Whether this instance can serve requests */
  status!: 'ok' | 'down';

  /**
   * Version of the product
   * @example 1.4.0
   */
  version!: string;

  /**
   * Whole seconds since this instance started
   * @example 86400
   */
  uptime_s!: number;

  /** What was looked at; the provider's systems are no part of it */
  checks!: HealthChecksDto;
}
