import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AdminUserDto,
  AdminUserListDto,
  CreateAdminUserDto,
  CreatedAdminUserDto,
  ListAdminUsersQuery,
  ReplaceAdminUserDto,
  TemporaryPasswordDto,
} from './admin-users.dto.js';
import { AdminUsers } from './admin-users.service.js';

@ApiTags('Admin')
@Access('admin')
@RequiredRole('admins:write')
@Controller('app/v1/admin/admin-users')
export class AdminUsersController {
  constructor(private readonly users: AdminUsers) {}

  /**
   * List administrators
   *
   * @remarks For administrators with the role `admins:write`.
   */
  @Get()
  listAdminUsers(@Query() query: ListAdminUsersQuery): Promise<AdminUserListDto> {
    return this.users.list(query);
  }

  /**
   * Create an administrator
   *
   * @remarks For administrators with the role `admins:write`. The answer has a temporary password, which is kept nowhere
   * in clear: it is good for 72 hours, and its session may only change it. 409 `DUPLICATE` when the address has an
   * account.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiProblems(409)
  async createAdminUser(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: CreateAdminUserDto,
  ): Promise<CreatedAdminUserDto> {
    const { admin, temporary } = await this.users.create(adminId, body);
    return { ...admin, temporary_password: temporary.password };
  }

  /**
   * Read an administrator
   *
   * @remarks For administrators with the role `admins:write`.
   */
  @Get(':adminId')
  @ApiProblems(404)
  readAdminUser(@Param('adminId', UuidParameterPipe) id: string): Promise<AdminUserDto> {
    return this.users.get(id);
  }

  /**
   * Replace what an administrator may do
   *
   * @remarks For administrators with the role `admins:write`. Other roles, or being disabled, end the tokens of the
   * account at once. 409 `OWN_ACCOUNT` for one’s own.
   */
  @Put(':adminId')
  @ApiProblems(404, 409)
  replaceAdminUser(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('adminId', UuidParameterPipe) id: string,
    @Body() body: ReplaceAdminUserDto,
  ): Promise<AdminUserDto> {
    return this.users.replace(adminId, id, body);
  }

  /**
   * Remove an administrator
   *
   * @remarks For administrators with the role `admins:write`. Ends the tokens of the account at once; its address is free
   * again, and its audit entries keep its name. 409 `OWN_ACCOUNT` for one’s own.
   */
  @Delete(':adminId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 409)
  removeAdminUser(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('adminId', UuidParameterPipe) id: string,
  ): Promise<void> {
    return this.users.remove(adminId, id);
  }

  /**
   * Give an administrator a temporary password
   *
   * @remarks For administrators with the role `admins:write`. Ends the tokens of the account at once; its authenticator
   * stays. The password is good for 72 hours, and its session may only change it. 409 `OWN_ACCOUNT` for one’s own.
   */
  @Post(':adminId/password-reset')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiProblems(404, 409)
  async resetAdminPassword(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('adminId', UuidParameterPipe) id: string,
  ): Promise<TemporaryPasswordDto> {
    const { password, until } = await this.users.resetPassword(adminId, id);
    return { temporary_password: password, temporary_password_until: toSaoPauloInstant(until) };
  }

  /**
   * Take the authenticator from an administrator
   *
   * @remarks For administrators with the role `admins:write`. For whoever lost it together with the recovery codes. Ends
   * the tokens of the account at once. 409 `TOTP_NOT_ENROLLED` when there is none, `OWN_ACCOUNT` for one’s own.
   */
  @Delete(':adminId/totp')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 409)
  resetAdminTotp(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('adminId', UuidParameterPipe) id: string,
  ): Promise<void> {
    return this.users.resetTotp(adminId, id);
  }

  /**
   * Unlock the log-in of an administrator
   *
   * @remarks For administrators with the role `admins:write`. Forgets the failed log-ins of the account from every
   * address. 409 `OWN_ACCOUNT` for one’s own.
   */
  @Post(':adminId/unlock')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 409)
  unlockAdminUser(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('adminId', UuidParameterPipe) id: string,
  ): Promise<void> {
    return this.users.unlock(adminId, id);
  }
}
