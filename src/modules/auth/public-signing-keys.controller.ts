import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { SigningKeySetDto } from './auth.dto.js';

@ApiTags('Customer authentication')
@Controller('.well-known/jwks.json')
export class PublicSigningKeysController {
  constructor(@Inject(authConfig.token) private readonly config: AuthConfig) {}

  /** Public keys that customer tokens are signed with, current and recent. */
  @Get()
  @Access('none')
  @Header('cache-control', 'public, max-age=300')
  listSigningKeys(): SigningKeySetDto {
    return { keys: [...this.config.customerTokens.keys.published] };
  }
}
