export class HealthChecksDto {
  /** Whether the database answers */
  db!: 'ok' | 'down';
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

  /** What the status follows from; the provider's systems are no part of it */
  checks!: HealthChecksDto;
}
