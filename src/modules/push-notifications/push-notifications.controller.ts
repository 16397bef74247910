import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentAdminOrService } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { type CampaignAuthor, PushCampaigns } from './push-campaigns.service.js';
import { AcceptedPushDto, SendPushDto } from './push-notifications.dto.js';

@ApiTags('Push notifications')
@Controller('app/v1/push-notifications')
@Access('admin-or-service')
@RequiredRole('push:write')
export class PushNotificationsController {
  constructor(private readonly campaigns: PushCampaigns) {}

  /**
   * Send a push notification
   *
   * @remarks For administrators with the role, and services with the scope, `push:write`. Taken in as a campaign and
   * sent in the background, each device once. Title, body and data must not hold personal data: a locked phone shows
   * them. A dry run asks the push service about the message without sending it; only that one can answer 502 to 504.
   */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @ApiUpstreamProblems()
  sendPushNotification(
    @CurrentAdminOrService() author: CampaignAuthor,
    @Body() body: SendPushDto,
  ): Promise<AcceptedPushDto> {
    return this.campaigns.accept(author, body);
  }
}
