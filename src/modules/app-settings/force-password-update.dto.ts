import { IsBoolean, IsOptional, Matches, MaxLength } from 'class-validator';
import { PARAGRAPHS, PARAGRAPHS_MESSAGE } from '../../common/http/text-patterns.js';
import { APP_VERSION_PATTERN } from './app-version-number.js';

export class ForcePasswordUpdateDto {
  /** Whether every customer is to change the password */
  enabled!: boolean;

  /**
   * Passwords changed since then are exempt; null while it is off
   * @example 2027-01-10T09:00:00-03:00
   */
  since!: string | null;

  /**
   * Oldest version of the app that has the screen for it; null for any
   * @example 3.2.0
   */
  min_app_version!: string | null;

  /**
   * Last day it may be put off; null when it may not
   * @example 2027-01-31
   */
  grace_until!: string | null;

  /**
   * Why, as the customer reads it
   * @example "Por segurança, crie uma nova senha."
   */
  message!: string | null;
}

export class SetForcePasswordUpdateDto {
  /** Whether every customer is to change the password */
  @IsBoolean()
  enabled!: boolean;

  /**
   * Oldest version of the app that has the screen for it
   * @example 3.2.0
   */
  @IsOptional()
  @Matches(APP_VERSION_PATTERN, { message: 'min_app_version must be one to four numbers separated by dots' })
  min_app_version?: string | null;

  /**
   * Last day it may be put off
   * @example 2027-01-31
   */
  @IsOptional()
  @Matches(/^2[01]\d\d-\d\d-\d\d$/, { message: 'grace_until must be a day such as 2027-01-31' })
  grace_until?: string | null;

  /**
   * Why, as the customer reads it
   * @example "Por segurança, crie uma nova senha."
   */
  @IsOptional()
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(500)
  message?: string | null;
}
