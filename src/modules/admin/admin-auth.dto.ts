import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** Six digits of an authenticator, or a recovery code; spaces and dashes do not count. */
export const CODE = /^[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){5,19}$/;
export const CODE_MESSAGE = { message: '$property must be six digits or a recovery code' };

/** What a session must do before it may do anything else. */
export const ADMIN_RESTRICTIONS = ['CHANGE_PASSWORD', 'ENROL_TOTP'] as const;

export class AuthenticateAdminDto {
  /**
   * E-mail address of the administrator, in any case
   * @example admin@example.com
   */
  @Matches(/^[^\p{Cc}\p{Cs}]+$/u, { message: 'username must be a line of text' })
  @MaxLength(254)
  username!: string;

  /** Password of the administrator */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  password!: string;

  /**
   * Code of the authenticator app, or a recovery code; needed by those who enrolled one
   * @example "492039"
   */
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  totp?: string | null;
}

export class AuthenticatedAdminDto {
  /**
   * Id of the administrator
   * @example 018f3f7e-6a5e-4f0e-9d5b-2f1f4a1f0c11
   */
  id!: string;

  /**
   * What the administrator may do
   * @example ["popups:write"]
   */
  roles!: string[];
}

export class AdminTokenDto {
  /** Bearer token for the routes of administrators */
  access_token!: string;

  /** How the token is sent */
  token_type!: 'Bearer';

  /**
   * Seconds the token lives
   * @example 900
   */
  expires_in!: number;

  /**
   * What must be done before any other route is open: `CHANGE_PASSWORD` (the password is temporary), `ENROL_TOTP` (an
   * authenticator is required); null for nothing
   */
  restriction!: (typeof ADMIN_RESTRICTIONS)[number] | null;

  /** Who logged in */
  admin!: AuthenticatedAdminDto;
}
