import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';

const LINES_MESSAGE = { ...LINE_MESSAGE, each: true };

export class WritePlanOfferDto {
  /**
   * The plan's label, compared without accents and case
   * @example "FIBRA 500MB"
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(120)
  plan!: string;

  /**
   * Mbit/s
   * @example 500
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  download_mbps?: number | null;

  /**
   * Mbit/s
   * @example 250
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  upload_mbps?: number | null;

  /**
   * Services that come with the plan, by the names customers know
   * @example ["Playhub Essencial"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(LINE, LINES_MESSAGE)
  @MaxLength(80, { each: true })
  included_services?: string[];

  /**
   * Code of the offer's label (etiqueta padrão)
   * @example FIB500-2026-01
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(60)
  label_code?: string | null;

  /**
   * Where the label is read, with its code only: an https address on an allowed host
   * @example https://www.example.com/etiquetas/FIB500-2026-01
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  label_url?: string | null;
}

export class ListPlanOffersQuery extends PageQueryDto {
  /**
   * Only plans whose label begins so, without accents and case
   * @example fibra
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(120)
  plan?: string;
}

export class PlanOfferDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  /**
   * As it is compared
   * @example FIBRA 500MB
   */
  plan!: string;

  download_mbps!: number | null;
  upload_mbps!: number | null;
  included_services!: string[];
  label_code!: string | null;
  label_url!: string | null;
}

export class PlanOfferListDto extends PageDto {
  items!: PlanOfferDto[];
}
