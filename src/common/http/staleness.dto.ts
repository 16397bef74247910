/** Present when the provider did not answer and a kept answer stands in. */
export class StalenessDto {
  /** @example true */
  stale?: boolean;

  /** When the kept answer was read, ISO-8601 */
  as_of?: string;
}
