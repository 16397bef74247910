import { Body, Controller, Header, HttpCode, HttpStatus, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { AdminTokenDto, AuthenticateAdminDto } from './admin-auth.dto.js';
import { AdminAuthService } from './admin-auth.service.js';

@ApiTags('Admin')
@Controller('app/v1/admin')
export class PublicAdminAuthController {
  constructor(private readonly auth: AdminAuthService) {}

  /**
   * Log in an administrator
   *
   * @remarks Five failures within 15 minutes for one user name from one address lock that pair for 15 minutes.
   */
  @Post('auth')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @Access('channel')
  @ApiProblems(423)
  async authenticateAdmin(@Body() body: AuthenticateAdminDto, @Ip() address: string): Promise<AdminTokenDto> {
    const login = await this.auth.authenticate({ ...body, address });
    return {
      access_token: login.accessToken,
      token_type: 'Bearer',
      expires_in: login.expiresInSeconds,
      admin: { id: login.adminId, roles: [...login.roles] },
    };
  }
}
