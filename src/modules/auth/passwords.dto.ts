import { IsNotEmpty, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsDocument } from '../../common/brazil/is-document.validator.js';

const LINE = /^[^\p{Cc}\p{Cs}]*$/u;
const ONE_LINE = { message: '$property must be a line of text' };

/** Why a customer must, or need not, change the password. */
export const passwordUpdateReasons = ['DEFAULT_PASSWORD', 'FORCED', 'EXPIRED', 'NONE'] as const;

/** What comes next for a document. */
export const nextSteps = ['PASSWORD', 'FIRST_ACCESS', 'SALES'] as const;

export class VerifyUserDto {
  /**
   * CPF or CNPJ, with or without punctuation
   * @example 11144477735
   */
  @IsDocument()
  document!: string;
}

export class NextStepDto {
  /**
   * `PASSWORD`: log in. `FIRST_ACCESS`: a customer who has no password of their own here yet. `SALES`: no customer.
   * @example PASSWORD
   */
  next_step!: (typeof nextSteps)[number];
}

export class CreateLoginDto extends VerifyUserDto {
  /** From a one-time code with the purpose `FIRST_ACCESS` for this document */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  verification_token!: string;

  /** At least eight characters; neither the document, nor the birth date, nor a common password */
  @Matches(LINE, ONE_LINE)
  @MaxLength(64)
  new_password!: string;
}

export class RecoverPasswordDto extends VerifyUserDto {
  /** From a one-time code with the purpose `PASSWORD_RECOVERY` for this document; comes with `new_password` */
  @ValidateIf(({ verification_token, new_password }: RecoverPasswordDto) => given(verification_token, new_password))
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  verification_token?: string;

  /** At least eight characters; neither the document, nor the birth date, nor a common password */
  @ValidateIf(({ verification_token, new_password }: RecoverPasswordDto) => given(verification_token, new_password))
  @Matches(LINE, ONE_LINE)
  @MaxLength(64)
  new_password?: string;
}

/** Either of the two asks for the other. */
const given = (...values: unknown[]): boolean => values.some((value) => value !== undefined);

export class PasswordSetDto {
  /**
   * The password is set and every session ended: log in
   * @example PASSWORD
   */
  next_step!: 'PASSWORD';
}

/** The same for every document, whether it is a customer's or not. */
export class RecoveryRequestedDto {
  /** @example REQUESTED */
  status!: 'REQUESTED';

  /** To be sent back with the code; null where the provider sends a new password by SMS instead */
  challenge_id!: string | null;

  /** @example (**) *****-**** */
  destination_masked!: string | null;

  /**
   * Seconds the code is good for
   * @example 600
   */
  expires_in!: number | null;

  /**
   * Seconds before another code may be asked for
   * @example 60
   */
  resend_after!: number | null;
}

export class UpdatePasswordDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  current_password!: string;

  /** At least eight characters; neither the document, nor the birth date, nor a common password */
  @Matches(LINE, ONE_LINE)
  @MaxLength(64)
  new_password!: string;
}

export class PasswordUpdateDto {
  must_update!: boolean;

  /** @example NONE */
  reason!: (typeof passwordUpdateReasons)[number];

  /**
   * `FORCED`: the last day it may be put off. `EXPIRED` and `NONE`: the last day of the password. Null: there is none.
   * @example 2027-03-01
   */
  deadline!: string | null;
}
