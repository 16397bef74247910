import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { ADMIN_RESTRICTIONS, AdminTokenDto, CODE, CODE_MESSAGE } from './admin-auth.dto.js';

export class WriteMyAdminDto {
  /**
   * How the panel shows the administrator
   * @example Ana Souza
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(100)
  name!: string;
}

export class MyTotpDto {
  /** Whether log-in asks for a code */
  enrolled!: boolean;

  /** Whether nobody may work without one */
  required!: boolean;

  /**
   * Recovery codes not used yet
   * @example 10
   */
  recovery_codes_left!: number;
}

export class MyAdminDto {
  /** @example 018f3f7e-6a5e-4f0e-9d5b-2f1f4a1f0c11 */
  id!: string;

  /** @example admin@example.com */
  email!: string;

  /** Empty until it is set */
  name!: string;

  /** @example ["popups:write"] */
  roles!: string[];

  /** What this session must do before any other route is open; null for nothing */
  restriction!: (typeof ADMIN_RESTRICTIONS)[number] | null;

  totp!: MyTotpDto;
}

export class ChangeAdminPasswordDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  current_password!: string;

  /** At least twelve characters; neither a common password nor one with the own e-mail address in it */
  @Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must be a line of text' })
  @MaxLength(200)
  new_password!: string;
}

export class BeginTotpDto {
  /** Password of the administrator, once more */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  password!: string;
}

export class TotpEnrolmentDto {
  /**
   * What the authenticator app reads, usually shown as a QR code
   * @example otpauth://totp/Backend%20App%20Mobile:admin%40example.com?issuer=Backend%20App%20Mobile&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30
   */
  otpauth_uri!: string;

  /**
   * The secret in base 32, to be typed; never shown again
   * @example GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
   */
  secret!: string;
}

export class ConfirmTotpDto {
  /**
   * The code that the authenticator app shows now
   * @example "492039"
   */
  @Matches(/^\d{3} ?\d{3}$/, { message: 'code must be six digits' })
  code!: string;
}

export class TotpConfirmedDto extends AdminTokenDto {
  /**
   * Each stands in once for a code when the authenticator is lost; never shown again
   * @example ["k7f3q-9pawm"]
   */
  recovery_codes!: string[];
}

export class RemoveTotpDto extends BeginTotpDto {
  /**
   * Code of the authenticator app, or a recovery code
   * @example "492039"
   */
  @Matches(CODE, CODE_MESSAGE)
  code!: string;
}
