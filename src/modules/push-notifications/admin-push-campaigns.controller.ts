import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { PushCampaignManagement } from './push-campaign-management.service.js';
import {
  ListPushCampaignsQuery,
  ListPushDeliveriesQuery,
  PushCampaignDetailDto,
  PushCampaignDto,
  PushCampaignListDto,
  PushDeliveryListDto,
} from './push-notifications.dto.js';

@ApiTags('Push notifications')
@Controller('app/v1/admin/push-campaigns')
@Access('admin')
@RequiredRole('push:write')
export class AdminPushCampaignsController {
  constructor(private readonly campaigns: PushCampaignManagement) {}

  /**
   * List push campaigns
   *
   * @remarks For administrators with the role `push:write`.
   */
  @Get()
  listPushCampaigns(@Query() query: ListPushCampaignsQuery): Promise<PushCampaignListDto> {
    return this.campaigns.list(query);
  }

  /**
   * Read a push campaign and how far it is
   *
   * @remarks For administrators with the role `push:write`.
   */
  @Get(':campaignId')
  @ApiProblems(404)
  readPushCampaign(@Param('campaignId', UuidParameterPipe) campaignId: string): Promise<PushCampaignDetailDto> {
    return this.campaigns.get(campaignId);
  }

  /**
   * Cancel a push campaign
   *
   * @remarks For administrators with the role `push:write`. What was handed to the push service is not called back. 409
   * `PUSH_CAMPAIGN_OVER` when it came to its end by itself.
   */
  @Post(':campaignId/cancel')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  cancelPushCampaign(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('campaignId', UuidParameterPipe) campaignId: string,
  ): Promise<PushCampaignDto> {
    return this.campaigns.cancel(adminId, campaignId);
  }

  /**
   * List the deliveries of a push campaign
   *
   * @remarks For administrators with the role `push:write`. One for each device, without what the push service knows it
   * by; deleted after some months.
   */
  @Get(':campaignId/deliveries')
  @ApiProblems(404)
  listPushDeliveries(
    @Param('campaignId', UuidParameterPipe) campaignId: string,
    @Query() query: ListPushDeliveriesQuery,
  ): Promise<PushDeliveryListDto> {
    return this.campaigns.deliveries(campaignId, query);
  }
}
