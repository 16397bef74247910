import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsBoolean,
  IsIn,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type ConsentPurpose, consentPurposes } from './consent-purposes.js';

export class ExportedSourceDto {
  /** @example customer_contact */
  name!: string;

  /** @example E-mails e telefones */
  title!: string;

  /** False when it could not be read now */
  available!: boolean;

  /** As they are held; their fields differ from source to source */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  records!: object[];
}

export class PersonalDataExportDto {
  /** ISO-8601 with offset */
  generated_at!: string;

  /** Every source could be read */
  complete!: boolean;

  sources!: ExportedSourceDto[];
}

export class RequestErasureDto {
  /** The customer was asked whether they are sure */
  @Equals(true, { message: 'confirm must be true' })
  confirm!: boolean;
}

export class ErasedSourceDto {
  /** @example consent_record */
  name!: string;

  /** @example Consentimentos */
  title!: string;

  outcome!: 'ERASED' | 'KEPT' | 'PARTLY_KEPT';

  /** Records that are gone */
  erased!: number;

  /** Records that stay */
  kept!: number;

  /** The law that asks for what is kept; null when nothing is */
  reason!: string | null;
}

export class ErasureDto {
  /** ISO-8601 with offset */
  erased_at!: string;

  sources!: ErasedSourceDto[];
}

export class ConsentDto {
  @ApiProperty({ enum: consentPurposes })
  purpose!: ConsentPurpose;

  title!: string;

  /** What is consented to, for the customer to read */
  text!: string;

  /** Of the text; sent back with the decision */
  version!: string;

  /** Null while the customer did not decide */
  granted!: boolean | null;

  /** ISO-8601 with offset */
  decided_at!: string | null;

  /** Never asked, or asked with an older text */
  needs_decision!: boolean;
}

export class ConsentListDto {
  items!: ConsentDto[];
}

export class ConsentDecisionDto {
  @ApiProperty({ enum: consentPurposes })
  @IsIn(consentPurposes)
  purpose!: ConsentPurpose;

  @IsBoolean()
  granted!: boolean;

  /**
   * Of the text that was shown
   * @example 1
   */
  @IsString()
  @MaxLength(20)
  version!: string;
}

export class SetConsentsDto {
  @ArrayMinSize(1)
  @ArrayMaxSize(consentPurposes.length)
  @ValidateNested({ each: true })
  @Type(() => ConsentDecisionDto)
  consents!: ConsentDecisionDto[];
}
