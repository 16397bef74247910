import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { VerifiedTokenDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';

@ApiTags('Customer authentication')
@Access('customer')
@AnyAppVersion()
@Controller('app/v1/customers/auth')
export class MeAuthController {
  constructor(private readonly auth: AuthService) {}

  /** Tells whether the access token still stands; answered locally. */
  @Get('verify')
  @Header('cache-control', 'no-store')
  verifyCustomerToken(@CurrentCustomer() customer: CustomerPrincipal): VerifiedTokenDto {
    return {
      active: true,
      sub: customer.customerId,
      exp: customer.expiresAt,
      session_id: customer.sessionId,
      scopes: ['customer'],
    };
  }

  /** Ends this session and every token of it. */
  @Post('logout')
  @HttpCode(204)
  async logCustomerOut(@CurrentCustomer() customer: CustomerPrincipal): Promise<void> {
    await this.auth.logOut(customer);
  }
}
