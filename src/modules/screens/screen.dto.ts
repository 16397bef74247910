import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsNumberString, IsOptional, Length } from 'class-validator';

/** The contract that is chosen in the app; what it means to leave it out is said by each screen. */
export class ScreenQueryDto {
  /**
   * A contract of the customer's
   * @example 899059
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;
}

/** What tapping something does; the set is closed, so that an app knows every one of them. */
export const screenActionTypes = ['NAVIGATE', 'DEEPLINK', 'COPY', 'CALL', 'HTTP', 'OPEN_URL', 'REFRESH'] as const;
export type ScreenActionType = (typeof screenActionTypes)[number];

export const screenMethods = ['GET', 'POST', 'PUT'] as const;
export type ScreenMethod = (typeof screenMethods)[number];

/** Asked of the customer before an action is carried out. */
export class ScreenConfirmationDto {
  /** @example Liberar o acesso? */
  title!: string;

  text!: string;
}

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

  /**
   * What is copied; the telephone number that is called; the path of a screen (NAVIGATE) or of a route of this API
   * (HTTP); the address that is opened; empty for REFRESH
   */
  value!: string;

  /** Of HTTP; GET when left out */
  method?: ScreenMethod;

  /** What HTTP sends */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  body?: Readonly<Record<string, unknown>>;

  confirm?: ScreenConfirmationDto;
}

/**
 * `stale`: kept data stands in for a failed read. `error`: the section has no data now. `empty`: there is nothing to
 * show.
 */
export const sectionStates = ['ok', 'stale', 'error', 'empty'] as const;
export type SectionState = (typeof sectionStates)[number];

/** A heading and a text, which every version of the app can show. */
export class TextDataDto {
  /** @example Fatura vencida */
  title!: string;

  /** @example A fatura de R$ 99,90 venceu em 09/11/2026. */
  text!: string;
}

/** What an app shows instead of a section whose type or version it does not know. */
export class SectionFallbackDto {
  type!: 'TEXT';

  /** @example 1 */
  version!: number;

  data!: TextDataDto;

  actions!: ScreenActionDto[];
}

/** The event that the app reports when the section is seen; never personal data. */
export class SectionAnalyticsDto {
  /** @example section_view */
  name!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  params!: Readonly<Record<string, string>>;
}

/** What every section has beside its type and data. */
export class SectionDto {
  /**
   * Unique on the screen
   * @example overdue
   */
  id!: string;

  /** Of the type; a later version only adds to an earlier one */
  version!: number;

  state!: SectionState;

  /** When the kept data of a stale section was read, ISO-8601 */
  as_of?: string;

  actions!: ScreenActionDto[];

  /** Present when the app's version is not known */
  fallback?: SectionFallbackDto;

  analytics!: SectionAnalyticsDto;
}

export class TextSectionDto extends SectionDto {
  type!: 'TEXT';

  data!: TextDataDto | null;
}

export class LinkItemDto {
  /** @example PAID_INVOICES */
  id!: string;

  /** @example Faturas pagas */
  title!: string;

  description!: string | null;

  action!: ScreenActionDto;
}

export class LinksDataDto {
  title!: string | null;

  items!: LinkItemDto[];
}

export class LinksSectionDto extends SectionDto {
  type!: 'LINKS';

  data!: LinksDataDto | null;
}

export class ScreenLayoutDto {
  /** Ids of the sections, in the order they are shown */
  order!: string[];
}

export class ScreenRefreshDto {
  /** Whether the customer may pull the screen to read it anew */
  pull!: boolean;

  /** Seconds after which the app reads the screen anew while it is shown */
  after_s!: number;
}

/** What every server-driven screen has beside its sections. */
export class ScreenDto {
  /** @example 3 */
  schema_version!: number;

  /** @example invoices */
  screen_id!: string;

  /** The `ETag` of this answer */
  etag!: string;

  /** Seconds the screen may be kept */
  ttl_s!: number;

  layout!: ScreenLayoutDto;

  refresh!: ScreenRefreshDto;
}

/** Describes the sections of a screen: one of these, told apart by `type`. A text may stand for any of them. */
export function SectionsOf<T extends string>(schemas: {
  readonly [K in T]: Type<SectionDto & { type: K }>;
}): PropertyDecorator {
  const all: Readonly<Record<string, Type<SectionDto>>> = { ...schemas, TEXT: TextSectionDto };
  const references = Object.entries(all).map(([type, model]) => [type, getSchemaPath(model)] as const);
  return (target, key) => {
    ApiExtraModels(...Object.values(all))(target.constructor);
    ApiProperty({
      type: 'array',
      items: {
        oneOf: references.map(([, $ref]) => ({ $ref })),
        discriminator: { propertyName: 'type', mapping: Object.fromEntries(references) },
      },
    })(target, key);
  };
}
