import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { IsPhone } from '../../common/brazil/is-phone.validator.js';

const EMAIL_TYPES = ['PERSONAL', 'WORK'] as const;
const PHONE_TYPES = ['HOME', 'MOBILE', 'WORK'] as const;

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

class ContactCommonDto {
  /**
   * Ours; stable while the contact exists
   * @example 6f2c8a52-6f5e-4c5e-9f39-0f6ab7c9d101
   */
  id!: string;

  /** The one that the provider uses first; one of each kind */
  primary!: boolean;

  /** The customer proved by a code to hold it */
  verified!: boolean;

  /** False for what the provider has on record and nothing can be sent to */
  valid!: boolean;

  /** Who put it there last */
  source!: 'APP' | 'PROVIDER';
}

export class EmailDto extends ContactCommonDto {
  /** @example marina.teste@example.com */
  address!: string;

  type!: (typeof EMAIL_TYPES)[number];
}

export class PhoneDto extends ContactCommonDto {
  /**
   * E.164 when it can be read as a number, else as the provider has it
   * @example +5522999990001
   */
  number!: string;

  type!: (typeof PHONE_TYPES)[number];
}

export class EmailListDto {
  items!: EmailDto[];

  /** The provider could not be asked: contacts that only it knows may be missing */
  partial!: boolean;
}

export class PhoneListDto {
  items!: PhoneDto[];

  /** The provider could not be asked: contacts that only it knows may be missing */
  partial!: boolean;
}

class StepUpDto {
  /** Makes it the primary and demotes the other; asks for `verification_token` */
  @IsOptional()
  @IsBoolean()
  primary?: boolean;

  /** Of a code of the purpose `CONTACT_CHANGE`; needed as the route says */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  verification_token?: string;
}

export class AddEmailDto extends StepUpDto {
  /** @example marina.nova@example.com */
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  address!: string;

  /** Personal when left out */
  @IsOptional()
  @IsIn(EMAIL_TYPES)
  type?: (typeof EMAIL_TYPES)[number];
}

export class UpdateEmailDto extends StepUpDto {
  /** @example marina.nova@example.com */
  @IsOptional()
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  address?: string;

  @IsOptional()
  @IsIn(EMAIL_TYPES)
  type?: (typeof EMAIL_TYPES)[number];
}

export class AddPhoneDto extends StepUpDto {
  /**
   * With area code, in any common writing
   * @example (22) 99999-0009
   */
  @IsPhone()
  number!: string;

  /** By the number when left out */
  @IsOptional()
  @IsIn(PHONE_TYPES)
  type?: (typeof PHONE_TYPES)[number];
}

export class UpdatePhoneDto extends StepUpDto {
  /**
   * With area code, in any common writing
   * @example (22) 99999-0009
   */
  @IsOptional()
  @IsPhone()
  number?: string;

  @IsOptional()
  @IsIn(PHONE_TYPES)
  type?: (typeof PHONE_TYPES)[number];
}

export class SendPhoneCodeDto {
  /** SMS when left out */
  @IsOptional()
  @IsIn(['SMS', 'WHATSAPP'])
  channel?: 'SMS' | 'WHATSAPP';
}

export class ContactChallengeDto {
  /** Sent back with the code */
  challenge_id!: string;

  /** @example (22) *****-0001 */
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

export class ConfirmContactDto {
  @IsUUID()
  challenge_id!: string;

  /**
   * Six digits
   * @example 042137
   */
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code!: string;
}
