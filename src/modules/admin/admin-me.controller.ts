import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { AdmitsRestricted } from '../../common/auth/restricted-session.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { toAdminTokenDto } from './admin-answers.js';
import { AdminTokenDto } from './admin-auth.dto.js';
import {
  BeginTotpDto,
  ChangeAdminPasswordDto,
  ConfirmTotpDto,
  MyAdminDto,
  RemoveTotpDto,
  TotpConfirmedDto,
  TotpEnrolmentDto,
  WriteMyAdminDto,
} from './admin-me.dto.js';
import { AdminMe } from './admin-me.service.js';

@ApiTags('Admin')
@Access('admin')
@Controller('app/v1/admin/me')
export class AdminMeController {
  constructor(private readonly me: AdminMe) {}

  /** Read the own account */
  @Get()
  @AdmitsRestricted('CHANGE_PASSWORD', 'ENROL_TOTP')
  @Header('cache-control', 'no-store')
  readMyAdmin(@CurrentAdmin() admin: AdminPrincipal): Promise<MyAdminDto> {
    return this.me.read(admin);
  }

  /**
   * Replace what is one's own to change
   *
   * @remarks The address is the user name, and stays; roles are given by another administrator.
   */
  @Put()
  writeMyAdmin(@CurrentAdmin() admin: AdminPrincipal, @Body() { name }: WriteMyAdminDto): Promise<MyAdminDto> {
    return this.me.rename(admin, name);
  }

  /**
   * Change the own password
   *
   * @remarks Ends every token of the account; the answer has a new one. Five wrong passwords or codes within 15 minutes
   * lock this and the routes of the authenticator for 15 minutes.
   */
  @Put('password')
  @AdmitsRestricted('CHANGE_PASSWORD')
  @Header('cache-control', 'no-store')
  @ApiProblems(422, 423)
  async changeMyAdminPassword(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: ChangeAdminPasswordDto,
  ): Promise<AdminTokenDto> {
    return toAdminTokenDto(await this.me.changePassword(adminId, body.current_password, body.new_password));
  }

  /**
   * Begin to enrol an authenticator app
   *
   * @remarks RFC 6238: SHA-1, six digits, 30 seconds. Log-in asks for codes once the first one was confirmed; beginning
   * anew before that makes another secret. 409 `TOTP_ENROLLED` when there is one already.
   */
  @Post('totp')
  @HttpCode(HttpStatus.CREATED)
  @AdmitsRestricted('ENROL_TOTP')
  @Header('cache-control', 'no-store')
  @ApiProblems(409, 422, 423)
  async beginMyTotp(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() { password }: BeginTotpDto,
  ): Promise<TotpEnrolmentDto> {
    const { uri, secret } = await this.me.beginTotp(adminId, password);
    return { otpauth_uri: uri, secret };
  }

  /**
   * Confirm the authenticator app with its first code
   *
   * @remarks Ends every token of the account; the answer has a new one, and ten recovery codes.
   */
  @Post('totp/confirm')
  @HttpCode(HttpStatus.OK)
  @AdmitsRestricted('ENROL_TOTP')
  @Header('cache-control', 'no-store')
  @ApiProblems(409, 422, 423)
  async confirmMyTotp(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() { code }: ConfirmTotpDto,
  ): Promise<TotpConfirmedDto> {
    const { token, recoveryCodes } = await this.me.confirmTotp(adminId, code);
    return { ...toAdminTokenDto(token), recovery_codes: [...recoveryCodes] };
  }

  /**
   * Remove the own authenticator app with its recovery codes
   *
   * @remarks Ends every token of the account; the answer has a new one. Where an authenticator is required, that one may
   * only enrol another.
   */
  @Delete('totp')
  @Header('cache-control', 'no-store')
  @ApiProblems(409, 422, 423)
  async removeMyTotp(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() { password, code }: RemoveTotpDto,
  ): Promise<AdminTokenDto> {
    return toAdminTokenDto(await this.me.removeTotp(adminId, password, code));
  }
}
