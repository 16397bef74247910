import { Body, Controller, Header, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentOperator, type ServicePrincipal } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { EncryptDto, EncryptedDto } from './crypto.dto.js';
import { EncryptionService } from './encryption.service.js';

const PER_CALLER = { name: 'crypto-encrypt', limit: 300, windowSeconds: 60 };

@ApiTags('Crypto')
@Access('admin-or-service')
@RequiredRole('crypto:write')
@Controller('app/v1/crypto')
export class OperatorCryptoController {
  constructor(
    private readonly encryption: EncryptionService,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Encrypt data for a web view
   *
   * @remarks For administrators with the role, or clients with the scope, `crypto:write`; at most 300 times a minute. The
   * server of the web view, which shares the key named by `kid`, opens it with AES-256-GCM and `context` as additional
   * data. No route decrypts.
   */
  @Post('encrypt')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  async encrypt(
    @CurrentOperator() operator: AdminPrincipal | ServicePrincipal,
    @Body() { data, context }: EncryptDto,
  ): Promise<EncryptedDto> {
    await this.limits.take(PER_CALLER, operator.audience === 'admin' ? operator.adminId : operator.clientId);
    const { ciphertext, kid, iv, tag } = this.encryption.encrypt(data, context);
    return {
      ciphertext: ciphertext.toString('base64url'),
      alg: 'A256GCM',
      kid,
      iv: iv.toString('base64url'),
      tag: tag.toString('base64url'),
    };
  }
}
