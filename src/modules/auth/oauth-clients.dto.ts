import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { LINE, LINE_MESSAGE } from '../../common/http/text-patterns.js';
import { SERVICE_SCOPES } from './service-scopes.js';

export const OAUTH_CLIENT_ID = /^[a-z0-9][a-z0-9-]{2,62}$/;
export const OAUTH_CLIENT_SORTS = ['id', '-id', 'createdAt', '-createdAt'] as const;
type Scope = (typeof SERVICE_SCOPES)[number];

export class ListOauthClientsQuery extends PageQueryDto {
  /**
   * Beginning of the id
   * @example gateway-
   */
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,63}$/, { message: 'idPrefix must be the beginning of an id' })
  idPrefix?: string;

  /** Only those that may have this scope */
  @IsOptional()
  @IsIn(SERVICE_SCOPES)
  scope?: Scope;

  /** Only those that get no tokens, or only those that do */
  @IsOptional()
  @IsIn(['true', 'false'])
  disabled?: 'true' | 'false';

  /** `id` when left out */
  @IsOptional()
  @IsIn(OAUTH_CLIENT_SORTS)
  sort?: (typeof OAUTH_CLIENT_SORTS)[number];
}

class OauthClientFields {
  /**
   * What people call it
   * @example Gateway NEO
   */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(100)
  name!: string;

  /**
   * What its tokens may do
   * @example ["partners:read"]
   */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(SERVICE_SCOPES.length)
  @ArrayUnique()
  @IsIn(SERVICE_SCOPES, { each: true })
  scopes!: Scope[];
}

export class CreateOauthClientDto extends OauthClientFields {
  /**
   * `client_id` at the token route
   * @example gateway-neo
   */
  @Matches(OAUTH_CLIENT_ID, {
    message: 'id must be 3 to 63 lower-case letters, digits and dashes, not beginning with a dash',
  })
  id!: string;
}

export class ReplaceOauthClientDto extends OauthClientFields {
  /** Whether it is kept from getting and using tokens */
  @IsBoolean()
  disabled!: boolean;
}

export class RotateOauthSecretDto {
  /**
   * Hours in which the secret before is good too; 24 when left out. 0 ends it at once, and every live token with it:
   * for a secret that got into wrong hands
   * @example 24
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(168)
  grace_hours?: number | null;
}

export class OauthClientDto {
  /** @example gateway-neo */
  id!: string;

  /** @example Gateway NEO */
  name!: string;

  /** @example ["partners:read"] */
  scopes!: string[];

  disabled!: boolean;

  /** When its present secret was made */
  secret_set_at!: string;

  /** Until when the secret before is good too; null when it is not */
  previous_secret_until!: string | null;

  created_at!: string;
}

export class OauthClientListDto extends PageDto {
  items!: OauthClientDto[];
}

export class OauthClientSecretDto extends OauthClientDto {
  /**
   * Kept nowhere in clear: never shown again
   * @example 3q2-7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWc
   */
  client_secret!: string;
}
