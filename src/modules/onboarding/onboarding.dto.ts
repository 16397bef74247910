import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNumberString,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { IsDocument } from '../../common/brazil/is-document.validator.js';
import { type OneTimeCodeChannel, oneTimeCodeChannels } from '../one-time-codes/one-time-code-delivery.port.js';

export class VerifyPendingDto {
  /**
   * CPF or CNPJ, with or without punctuation
   * @example 11144477735
   */
  @IsDocument()
  document!: string;
}

export class MaskedContactDto {
  /** @example SMS */
  channel!: OneTimeCodeChannel;

  /** @example (22) *****-0001 */
  destination_masked!: string;
}

export const onboardingSteps = ['VERIFY_CODE', 'ACCEPT_TERMS', 'CHOOSE_DUE_DATE'] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

export class PendingSaleDto {
  has_pending!: boolean;

  /** Names the sale in the further steps; null when there is none */
  pending_id!: string | null;

  /**
   * What is left to do
   * @example ["VERIFY_CODE", "ACCEPT_TERMS", "CHOOSE_DUE_DATE"]
   */
  steps!: OnboardingStep[];

  /** Where a code can be sent; nothing else of the sale is told before it is verified */
  masked_contacts!: MaskedContactDto[];
}

export class GenerateSalesCodeDto {
  @IsUUID()
  pending_id!: string;

  /** Which of the registered contacts gets the code; SMS when left out */
  @IsOptional()
  @IsIn(oneTimeCodeChannels)
  channel?: OneTimeCodeChannel;
}

export class SalesCodeChallengeDto {
  /** Sent back with the code */
  challenge_id!: string;

  /** @example (**) *****-**** */
  destination_masked!: string;

  /**
   * Seconds the code is good for
   * @example 600
   */
  expires_in!: number;

  /**
   * Seconds before another code may be asked for
   * @example 60
   */
  resend_after!: number;
}

export class VerifySalesCodeDto {
  @IsUUID()
  challenge_id!: string;

  /**
   * Six digits
   * @example 042137
   */
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code!: string;
}

export class SaleTermDto {
  /** Sent back in `accepted_terms`; another text has another id */
  id!: string;

  /** @example Contrato de prestação de serviço */
  title!: string;

  /** Where the PDF is, with the verification token in `X-Verification-Token` */
  path!: string;
}

export class SaleDueDateDto {
  /** @example 4 */
  id!: string;

  /**
   * Day of the month
   * @example 10
   */
  day!: number;

  /** The one that the sale was made with */
  current!: boolean;
}

export class SaleSummaryDto {
  pending_id!: string;

  /** Null while the sale is a prospect's */
  contract_id!: string | null;

  /** @example FIBRA 500MB */
  plan!: string | null;

  /**
   * Monthly price in centavos
   * @example 9990
   */
  price_cents!: number | null;

  /** @example R$ 99,90 */
  price_formatted!: string | null;

  terms!: SaleTermDto[];

  /** Those that can be chosen; empty where none can */
  due_dates!: SaleDueDateDto[];
}

export class SalesCodeVerifiedDto {
  /** @example true */
  verified!: boolean;

  /** Proof for this sale alone; good for one confirmation */
  verification_token!: string;

  /**
   * Seconds the verification is good for
   * @example 300
   */
  expires_in!: number;

  /** @example sales:confirm */
  scope!: string;

  /** What was sold; null while the provider's system does not answer */
  sale!: SaleSummaryDto | null;
}

export class ConfirmPendingDto {
  @IsString()
  @Length(1, 200)
  verification_token!: string;

  /** Ids of the terms that were shown and accepted */
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  accepted_terms!: string[];

  /**
   * One of the due dates offered; without it the sale keeps its own
   * @example 4
   */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 15)
  due_date_id?: string;
}

export class SaleConfirmedDto {
  /**
   * Null while the sale is a prospect's
   * @example 899059
   */
  contract_id!: string | null;

  /**
   * How the sale stands at the provider
   * @example AGUARDANDO_INSTALACAO
   */
  status!: string;

  /** The provider gives none for an acceptance today */
  protocol!: string | null;
}
