import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsDocument } from '../../common/brazil/is-document.validator.js';
import { type OneTimeCodeChannel, oneTimeCodeChannels } from './one-time-code-delivery.port.js';

/** What a customer can ask a code for without being logged in. */
export const customerPurposes = [
  'FIRST_ACCESS',
  'PASSWORD_RECOVERY',
  'CONTACT_CHANGE',
  'REVEAL_WIFI_PASSWORD',
] as const;

export class RecoveryCodeDto {
  /**
   * CPF or CNPJ, with or without punctuation
   * @example 11144477735
   */
  @IsDocument()
  document!: string;

  /** Which of the registered contacts gets the code; SMS when left out */
  @IsOptional()
  @IsIn(oneTimeCodeChannels)
  channel?: OneTimeCodeChannel;
}

export class GenerateCodeDto extends RecoveryCodeDto {
  /** The verification that the code leads to is good for this only */
  @IsIn(customerPurposes)
  purpose!: (typeof customerPurposes)[number];
}

export class CodeChallengeDto {
  /** Sent back with the code */
  challenge_id!: string;

  /**
   * Tells the channel only: the answer is the same for a document that nobody knows
   * @example (**) *****-****
   */
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

export class VerifyCodeDto {
  @IsUUID()
  challenge_id!: string;

  /**
   * Six digits
   * @example 042137
   */
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code!: string;
}

export class CodeVerifiedDto {
  /** @example true */
  verified!: boolean;

  /** Proof for the purpose the code was asked for; good once */
  verification_token!: string;

  /**
   * Seconds the verification is good for
   * @example 300
   */
  expires_in!: number;
}
