import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { ADMIN_ROLES, type AdminRole } from './admin-roles.js';

export const ADMIN_USER_SORTS = ['email', '-email', 'createdAt', '-createdAt'] as const;

export class ListAdminUsersQuery extends PageQueryDto {
  /**
   * Beginning of the address, in any case
   * @example ana
   */
  @IsOptional()
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(254)
  emailPrefix?: string;

  /** Only those who hold this role */
  @IsOptional()
  @IsIn(ADMIN_ROLES)
  role?: AdminRole;

  /** Only those who may not log in, or only those who may */
  @IsOptional()
  @IsIn(['true', 'false'])
  disabled?: 'true' | 'false';

  /** `email` when left out */
  @IsOptional()
  @IsIn(ADMIN_USER_SORTS)
  sort?: (typeof ADMIN_USER_SORTS)[number];
}

class AdminUserFields {
  /**
   * How the panel shows the administrator
   * @example Ana Souza
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(100)
  name!: string;

  /**
   * What the administrator may do
   * @example ["popups:write"]
   */
  @IsArray()
  @ArrayMaxSize(ADMIN_ROLES.length)
  @ArrayUnique()
  @IsIn(ADMIN_ROLES, { each: true })
  roles!: AdminRole[];
}

export class CreateAdminUserDto extends AdminUserFields {
  /**
   * User name at log-in; stays as long as the account
   * @example ana.souza@example.com
   */
  @IsEmail()
  @MaxLength(254)
  email!: string;
}

export class ReplaceAdminUserDto extends AdminUserFields {
  /** Whether the administrator is kept from logging in */
  @IsBoolean()
  disabled!: boolean;
}

export class AdminUserDto {
  /** @example 018f3f7e-6a5e-4f0e-9d5b-2f1f4a1f0c11 */
  id!: string;

  /** @example ana.souza@example.com */
  email!: string;

  /** Empty until it is set */
  name!: string;

  /** @example ["popups:write"] */
  roles!: string[];

  disabled!: boolean;

  /** Whether the password is temporary; until when it opens anything is in `temporary_password_until` */
  must_change_password!: boolean;

  temporary_password_until!: string | null;

  /** Whether log-in asks for a code of an authenticator app */
  totp_enrolled!: boolean;

  /** Null before the first log-in */
  last_authenticated_at!: string | null;

  created_at!: string;
}

export class AdminUserListDto extends PageDto {
  items!: AdminUserDto[];
}

export class CreatedAdminUserDto extends AdminUserDto {
  /**
   * Good until it is changed at the first log-in; never shown again
   * @example k7f3-9paw-m2zx-u4rt
   */
  temporary_password!: string;
}

export class TemporaryPasswordDto {
  /**
   * Good until it is changed at the first log-in; never shown again
   * @example k7f3-9paw-m2zx-u4rt
   */
  temporary_password!: string;

  /** It opens nothing after this */
  temporary_password_until!: string;
}
