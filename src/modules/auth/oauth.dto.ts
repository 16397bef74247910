import { ApiPropertyOptional } from '@nestjs/swagger';

export class ServiceTokenRequestDto {
  /** @example client_credentials */
  grant_type!: string;

  /** Unless the client authenticates by HTTP Basic */
  @ApiPropertyOptional({ example: 'demo-service' })
  client_id?: string;

  /** Unless the client authenticates by HTTP Basic */
  @ApiPropertyOptional({ example: 'demo-service-secret' })
  client_secret?: string;

  /** Words separated by spaces; all that the client may have when left out */
  @ApiPropertyOptional({ example: 'push:write' })
  scope?: string;
}

export class ServiceTokenDto {
  /** A JWT of the audience `service`, verifiable with the published keys */
  access_token!: string;

  /** @example Bearer */
  token_type!: 'Bearer';

  /**
   * Seconds the token lives
   * @example 600
   */
  expires_in!: number;

  /** @example push:write */
  scope!: string;
}

/** RFC 6749 §5.2. */
export class OauthErrorDto {
  /** @example invalid_client */
  error!: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

  error_description!: string;
}
