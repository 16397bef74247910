import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

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

  /** Who logged in */
  admin!: AuthenticatedAdminDto;
}
