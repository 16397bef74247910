import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AdminSupportChannelDto,
  AdminSupportChannelListDto,
  ListAdminSupportChannelsQuery,
  WriteSupportChannelDto,
} from './support-authoring.dto.js';
import { SupportChannelBook } from './support-channel-book.service.js';

@ApiTags('Support')
@Controller('app/v1/admin/support-channels')
@Access('admin')
@RequiredRole('support:write')
export class AdminSupportChannelsController {
  constructor(private readonly channels: SupportChannelBook) {}

  /**
   * List all ways to reach the provider
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Get()
  listAllSupportChannels(@Query() query: ListAdminSupportChannelsQuery): Promise<AdminSupportChannelListDto> {
    return this.channels.page(query);
  }

  /**
   * Create a way to reach the provider
   *
   * @remarks For administrators with the role `support:write`. No two are one number or address.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createSupportChannel(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteSupportChannelDto,
  ): Promise<AdminSupportChannelDto> {
    return this.channels.create(adminId, body);
  }

  /**
   * Read a way to reach the provider
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Get(':channelId')
  @ApiProblems(404)
  readSupportChannel(@Param('channelId', UuidParameterPipe) channelId: string): Promise<AdminSupportChannelDto> {
    return this.channels.get(channelId);
  }

  /**
   * Replace a way to reach the provider
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Put(':channelId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceSupportChannel(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('channelId', UuidParameterPipe) channelId: string,
    @Body() body: WriteSupportChannelDto,
  ): Promise<AdminSupportChannelDto> {
    return this.channels.replace(adminId, channelId, body);
  }

  /**
   * Remove a way to reach the provider
   *
   * @remarks For administrators with the role `support:write`.
   */
  @Delete(':channelId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeSupportChannel(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('channelId', UuidParameterPipe) channelId: string,
  ): Promise<void> {
    await this.channels.remove(adminId, channelId);
  }
}
