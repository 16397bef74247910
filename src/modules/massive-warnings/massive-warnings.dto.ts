import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import {
  INSTANT_MESSAGE,
  INSTANT_PATTERN,
  LINE,
  LINE_MESSAGE,
  PARAGRAPHS,
  PARAGRAPHS_MESSAGE,
} from '../../common/http/text-patterns.js';
import { type WarningKind, warningKinds, warningSeverities, type WarningSeverity } from './massive-warning.entity.js';
import { type WarningState, warningStates } from './warning-states.js';

const CONTRACT_ID = /^[0-9]{1,19}$/;
const LINES_MESSAGE = { ...LINE_MESSAGE, each: true };

export class ListMassiveWarningsQuery extends PageQueryDto {
  /**
   * Contract chosen in the app; all contracts of the customer when left out
   * @example "899059"
   */
  @IsOptional()
  @IsString()
  contractId?: string;
}

export class HasNoticesQuery {
  /**
   * Contract chosen in the app; all contracts of the customer when left out
   * @example "899059"
   */
  @IsOptional()
  @IsString()
  contractId?: string;
}

export class AffectedDistrictDto {
  /** @example "Conselheiro Lafaiete" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  city!: string;

  /** @example "Novo Horizonte" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  district!: string;
}

export class TouchedAreaDto {
  /** Everybody is touched; the lists of places are empty then */
  whole_network!: boolean;

  /** @example ["Carmo"] */
  cities!: string[];

  districts!: AffectedDistrictDto[];

  /**
   * The customer’s own contracts that are touched
   * @example ["899059"]
   */
  contracts!: string[];
}

/** What customers and administrators read alike. */
class WarningTextsDto {
  /** @example 0f0ce3a4-6d8b-4d0a-9b64-2f7c1f4d8a10 */
  id!: string;

  /** @example OUTAGE */
  kind!: WarningKind;

  /**
   * `CRITICAL` is the gravest, then `MAJOR`, `MINOR` and `WARNING`
   * @example MAJOR
   */
  severity!: WarningSeverity;

  /** @example "Fibra rompida em Carmo" */
  title!: string;

  /** @example "Uma fibra foi rompida por uma obra. Nossa equipe já está no local." */
  message!: string;

  /** @example inProgress */
  state!: WarningState;

  /**
   * When it began; ahead for maintenance that is announced
   * @example 2026-11-21T16:10:00-03:00
   */
  started_at!: string;

  /**
   * When it should be over, as far as that is known
   * @example 2026-11-21T20:00:00-03:00
   */
  expected_end_at!: string | null;
}

export class MassiveWarningDto extends WarningTextsDto {
  affected!: TouchedAreaDto;
}

export class MassiveWarningListDto extends PageDto {
  items!: MassiveWarningDto[];
}

export class HasNoticesDto {
  has_notices!: boolean;

  /** @example 1 */
  count!: number;

  /**
   * The gravest of them; null when there is none
   * @example MAJOR
   */
  highest_severity!: WarningSeverity | null;
}

export class AffectedAreaDto {
  /** Everybody is touched, also where no place is known; comes with no list */
  @IsOptional()
  @IsBoolean()
  whole_network?: boolean;

  /**
   * Whole cities, compared without accents and case
   * @example ["Carmo"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(80, { each: true })
  cities?: string[];

  /** Districts of cities, compared without accents and case */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AffectedDistrictDto)
  districts?: AffectedDistrictDto[];

  /**
   * Single contracts
   * @example ["899059"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5_000)
  @Matches(CONTRACT_ID, { each: true, message: '$property must be ids of 1 to 19 digits' })
  contracts?: string[];

  /**
   * The optical line terminal that is at fault; customers neither see it nor are matched by it
   * @example "OLT-CARMO-01"
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  olt?: string | null;
}

export class WriteMassiveWarningDto {
  /** `OUTAGE` and `DEGRADATION` have begun; `PLANNED_MAINTENANCE` may lie ahead */
  @IsIn(warningKinds)
  kind!: WarningKind;

  /** `CRITICAL` is the gravest; customers’ devices are notified of `CRITICAL` and `MAJOR` only */
  @IsIn(warningSeverities)
  severity!: WarningSeverity;

  /**
   * For customers to read
   * @example "Fibra rompida em Carmo"
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  title!: string;

  /**
   * For customers to read, without markup
   * @example "Uma fibra foi rompida por uma obra. Nossa equipe já está no local."
   */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(1_000)
  message!: string;

  /**
   * When it began, or will begin
   * @example 2026-11-21T16:10:00-03:00
   */
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  started_at!: string;

  /**
   * When it should be over; an outage or degradation may leave it out
   * @example 2026-11-21T20:00:00-03:00
   */
  @IsOptional()
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  expected_end_at?: string | null;

  /** What it touches: any of its entries */
  @IsObject()
  @ValidateNested()
  @Type(() => AffectedAreaDto)
  affected!: AffectedAreaDto;

  /** Whether customers are told in their inboxes of its beginning and end */
  @IsBoolean()
  notify!: boolean;
}

export class MoveMassiveWarningDto {
  /** `acknowledged` leads to any other, `inProgress` to `resolved` and `closed`, `resolved` back to `inProgress` or to `closed` */
  @IsIn(warningStates)
  state!: WarningState;
}

export class ListAdminMassiveWarningsQuery extends PageQueryDto {
  /** Only those in this state */
  @IsOptional()
  @IsIn(warningStates)
  state?: WarningState;

  /** Only those of this kind */
  @IsOptional()
  @IsIn(warningKinds)
  kind?: WarningKind;

  /**
   * Only those that touch this city, a district of it or the whole network; accents and case do not count
   * @example Carmo
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(80)
  city?: string;

  /** Order of the list; `-startedAt` when left out */
  @IsOptional()
  @IsIn(['-startedAt', 'startedAt', '-updatedAt'])
  sort?: '-startedAt' | 'startedAt' | '-updatedAt';
}

export class AdminAffectedAreaDto {
  whole_network!: boolean;

  /** @example ["Carmo"] */
  cities!: string[];

  districts!: AffectedDistrictDto[];

  /** @example ["899059"] */
  contracts!: string[];

  /** @example "OLT-CARMO-01" */
  olt!: string | null;
}

export class AdminMassiveWarningDto extends WarningTextsDto {
  /** @example 2026-11-21T19:40:00-03:00 */
  resolved_at!: string | null;

  closed_at!: string | null;

  /** Who closed it: an administrator, or the clock when nobody touched it any more */
  closed_by!: 'ADMIN' | 'EXPIRY' | null;

  affected!: AdminAffectedAreaDto;

  /** Whether customers are told in their inboxes of its beginning and end */
  notify!: boolean;

  /** How often it began: one more each time it was taken up again after it was resolved */
  episode!: number;

  created_at!: string;

  updated_at!: string;
}

export class AdminMassiveWarningListDto extends PageDto {
  items!: AdminMassiveWarningDto[];
}
