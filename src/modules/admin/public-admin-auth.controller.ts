import { Body, Controller, Header, HttpCode, HttpStatus, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { toAdminTokenDto } from './admin-answers.js';
import { AdminTokenDto, AuthenticateAdminDto } from './admin-auth.dto.js';
import { AdminAuthService } from './admin-auth.service.js';

@ApiTags('Admin')
@Controller('app/v1/admin')
export class PublicAdminAuthController {
  constructor(private readonly auth: AdminAuthService) {}

  /**
   * Log in an administrator
   *
   * @remarks 401 `TOTP_REQUIRED` when the password is right and a code is wanted; the same request with `totp` follows.
   * Five failures (wrong password or code) within 15 minutes for one user name from one address lock that pair for 15
   * minutes; twenty from anywhere lock it for every address from which this administrator did not log in lately.
   */
  @Post('auth')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @Access('channel')
  @ApiProblems(422, 423)
  async authenticateAdmin(@Body() body: AuthenticateAdminDto, @Ip() address: string): Promise<AdminTokenDto> {
    const { username, password, totp } = body;
    return toAdminTokenDto(await this.auth.authenticate({ username, password, totp: totp ?? undefined, address }));
  }
}
