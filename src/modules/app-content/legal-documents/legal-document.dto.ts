import { IsBoolean, IsIn, IsISO8601, IsOptional, Matches, MaxLength } from 'class-validator';
import { PageDto, PageQueryDto } from '../../../common/http/page.dto.js';
import {
  INSTANT_MESSAGE,
  INSTANT_PATTERN,
  LINE,
  LINE_MESSAGE,
  PARAGRAPHS,
  PARAGRAPHS_MESSAGE,
} from '../../../common/http/text-patterns.js';
import { type LegalDocumentKind, legalDocumentKinds } from './legal-document-kind.js';

const VERSION = /^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$/;
const VERSION_MESSAGE = { message: 'version must be up to 20 letters, digits, dots and dashes' };

export class LegalDocumentDto {
  /** @example 2026-12 */
  version!: string;

  /** @example "Política de Privacidade" */
  title!: string;

  /** What is new in this version; null when nothing is said about it */
  changes!: string | null;

  /** From when it is in force, ISO-8601 with offset */
  effective_at!: string;

  /** Markdown without HTML */
  body_md!: string;

  /** SHA-256 of the text in UTF-8, lower-case hexadecimal */
  body_sha256!: string;

  /** Whether customers must accept this version to go on */
  requires_acceptance!: boolean;

  /** When the customer accepted this version, or null; left out without a customer token */
  accepted_at?: string | null;
}

export class AcceptLegalDocumentDto {
  /**
   * Of the text that was shown
   * @example 2026-12
   */
  @Matches(VERSION, VERSION_MESSAGE)
  version!: string;

  /** Of the text that was shown, as `body_sha256` */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'body_sha256 must be 64 lower-case hexadecimal digits' })
  body_sha256?: string;
}

export class LegalAcceptanceDto {
  /** @example 2026-12 */
  version!: string;

  /** Of the text that was accepted */
  body_sha256!: string;

  /** When it was accepted first, ISO-8601 with offset */
  accepted_at!: string;
}

export class WriteLegalDocumentDto {
  @IsIn(legalDocumentKinds)
  kind!: LegalDocumentKind;

  /**
   * No two texts of a kind have one
   * @example 2026-12
   */
  @Matches(VERSION, VERSION_MESSAGE)
  version!: string;

  /** @example "Política de Privacidade" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(120)
  title!: string;

  /**
   * What is new in this version, for customers to read
   * @example "Explicamos como tratamos os dados do seu Wi-Fi."
   */
  @IsOptional()
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(1_000)
  changes?: string | null;

  /** Markdown without HTML; links lead to allowed hosts, into the app, to e-mail addresses and telephones */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(200_000)
  body_md!: string;

  /** Whether customers must accept this version to go on */
  @IsBoolean()
  requires_acceptance!: boolean;

  /** Whether it comes into force when its time comes; a draft, when left out */
  @IsOptional()
  @IsBoolean()
  published?: boolean;

  /**
   * From when it is in force; not in the past. At once, when it is published without
   * @example 2026-12-01T00:00:00-03:00
   */
  @IsOptional()
  @IsISO8601({ strict: true }, INSTANT_MESSAGE)
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  effective_at?: string | null;
}

export class ListLegalDocumentsQuery extends PageQueryDto {
  @IsOptional()
  @IsIn(legalDocumentKinds)
  kind?: LegalDocumentKind;

  /** Only what is published, or only drafts */
  @IsOptional()
  @IsIn(['true', 'false'])
  published?: 'true' | 'false';

  /** Order of the list; the latest to come into force first, drafts without a time before them, when left out */
  @IsOptional()
  @IsIn(['-effectiveAt', '-updatedAt'])
  sort?: '-effectiveAt' | '-updatedAt';
}

export class AdminLegalDocumentDto {
  /** @example 2b7c2a4e-8f0e-4a57-9d0b-3f6f4d1c7a10 */
  id!: string;

  kind!: LegalDocumentKind;

  version!: string;

  title!: string;

  changes!: string | null;

  body_md!: string;

  body_sha256!: string;

  requires_acceptance!: boolean;

  published!: boolean;

  /** ISO-8601 with offset; null of a draft without one */
  effective_at!: string | null;

  /** `EFFECTIVE`: it is or was in force, and changes no more */
  state!: 'DRAFT' | 'SCHEDULED' | 'EFFECTIVE';

  /** Administrator who wrote it last */
  updated_by!: string;

  created_at!: string;

  updated_at!: string;
}

export class AdminLegalDocumentListDto extends PageDto {
  items!: AdminLegalDocumentDto[];
}
