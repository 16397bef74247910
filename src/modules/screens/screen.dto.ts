/** What tapping something does; the set is closed, so that an app knows every one of them. */
export const screenActionTypes = ['NAVIGATE', 'DEEPLINK', 'COPY', 'CALL', 'HTTP', 'OPEN_URL', 'REFRESH'] as const;
export type ScreenActionType = (typeof screenActionTypes)[number];

export class ScreenActionDto {
  /**
   * What it is for
   * @example COPY_BARCODE
   */
  id!: string;

  /** @example COPY */
  type!: ScreenActionType;

  /** @example Copiar código de barras */
  label!: string;

  /** What is copied, or the path or address that is opened */
  value!: string;
}

/** `stale`: kept data stands in for a failed read. `error`: the section has no data now. */
export const sectionStates = ['ok', 'stale', 'error', 'empty'] as const;
export type SectionState = (typeof sectionStates)[number];

export class ScreenLayoutDto {
  /** Ids of the sections, in the order they are shown */
  order!: string[];
}

export class ScreenRefreshDto {
  pull!: boolean;
  after_s!: number;
}

/** What every server-driven screen has beside its sections. */
export class ScreenDto {
  schema_version!: number;

  /** @example invoices */
  screen_id!: string;

  /** Seconds the screen may be kept */
  ttl_s!: number;

  layout!: ScreenLayoutDto;

  refresh!: ScreenRefreshDto;
}
