import { Body, Controller, Get, Header, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { PasswordUpdateCheck } from './password-update-check.service.js';
import { PasswordUpdateDto, UpdatePasswordDto } from './passwords.dto.js';
import { Passwords } from './passwords.service.js';

@ApiTags('Customer authentication')
@Access('customer')
@Controller('app/v1')
export class MePasswordsController {
  constructor(
    private readonly passwords: Passwords,
    private readonly updates: PasswordUpdateCheck,
  ) {}

  /**
   * Changes the password and ends the customer's other sessions.
   * @remarks After a 504 `OUTCOME_UNCERTAIN` the same request is sent again.
   */
  @Put('customers/password')
  @HttpCode(204)
  @ApiProblems(409, 422, 423)
  @ApiUpstreamProblems()
  async updateCustomerPassword(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: UpdatePasswordDto,
  ): Promise<void> {
    await this.passwords.update(customer, body.current_password, body.new_password);
  }

  /** Tells whether the customer must change the password, and why. */
  @Get('app-settings/password-update/check')
  @Header('cache-control', 'no-store')
  checkPasswordUpdate(@CurrentCustomer() customer: CustomerPrincipal): Promise<PasswordUpdateDto> {
    return this.updates.of(customer.customerId);
  }
}
