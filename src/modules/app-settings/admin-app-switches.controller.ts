import { Body, Controller, HttpCode, HttpStatus, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { FeedbackSwitchDto } from './feedback-prompt.dto.js';
import { FeedbackPrompt } from './feedback-prompt.service.js';
import { ForcePasswordUpdateDto, SetForcePasswordUpdateDto } from './force-password-update.dto.js';
import { ForcePasswordUpdateSwitch } from './force-password-update.service.js';

@ApiTags('App settings')
@Controller('app/v1/app-settings')
@Access('admin')
@RequiredRole('app-settings:write')
export class AdminAppSwitchesController {
  constructor(
    private readonly order: ForcePasswordUpdateSwitch,
    private readonly feedback: FeedbackPrompt,
  ) {}

  /**
   * Order every customer to change the password, or end the order
   *
   * @remarks For administrators with the role `app-settings:write`. The order counts from when it was switched on;
   * changing it while it is on asks nobody twice.
   */
  @Put('force-password-update')
  @HttpCode(HttpStatus.OK)
  setForcePasswordUpdate(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: SetForcePasswordUpdateDto,
  ): Promise<ForcePasswordUpdateDto> {
    return this.order.set(adminId, body);
  }

  /**
   * Switch the asking for reviews on or off
   *
   * @remarks For administrators with the role `app-settings:write`.
   */
  @Put('feedback/enabled')
  @HttpCode(HttpStatus.OK)
  setFeedbackEnabled(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: FeedbackSwitchDto,
  ): Promise<FeedbackSwitchDto> {
    return this.feedback.switch(adminId, body.enabled);
  }
}
