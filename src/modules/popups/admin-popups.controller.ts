import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import {
  AdminPopupDto,
  AdminPopupListDto,
  CreatePopupDto,
  ListAdminPopupsQuery,
  PopupPreviewDto,
  PopupStatisticsDto,
  PopupStatisticsQuery,
  PreviewPopupDto,
  PublishPopupDto,
  ReplacePopupDto,
} from './popup.dto.js';
import { PopupAuthoringService } from './popup-authoring.service.js';
import { PopupPreviewService } from './popup-preview.service.js';
import { PopupStatisticsService } from './popup-statistics.service.js';

@ApiTags('Popups')
@Controller('app/v1')
@Access('admin')
@RequiredRole('popups:write')
export class AdminPopupsController {
  constructor(
    private readonly popups: PopupAuthoringService,
    private readonly previews: PopupPreviewService,
    private readonly statistics: PopupStatisticsService,
  ) {}

  /**
   * Create a popup
   *
   * @remarks For administrators with the role `popups:write`.
   */
  @Post('popups')
  @HttpCode(HttpStatus.CREATED)
  createPopup(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: CreatePopupDto): Promise<AdminPopupDto> {
    return this.popups.create(adminId, body);
  }

  /**
   * Create a popup, beside the others
   *
   * @remarks For administrators with the role `popups:write`. The same as `POST /app/v1/popups`.
   */
  @Post('admin/popups')
  @HttpCode(HttpStatus.CREATED)
  createAdminPopup(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: CreatePopupDto): Promise<AdminPopupDto> {
    return this.popups.create(adminId, body);
  }

  /**
   * List all popups
   *
   * @remarks For administrators with the role `popups:write`.
   */
  @Get('admin/popups')
  listAdminPopups(@Query() query: ListAdminPopupsQuery): Promise<AdminPopupListDto> {
    return this.popups.list(query);
  }

  /**
   * Read a popup
   *
   * @remarks For administrators with the role `popups:write`.
   */
  @Get('admin/popups/:popupId')
  @ApiProblems(404)
  readAdminPopup(@Param('popupId', UuidParameterPipe) popupId: string): Promise<AdminPopupDto> {
    return this.popups.get(popupId);
  }

  /**
   * Replace a popup
   *
   * @remarks For administrators with the role `popups:write`. Whether it is published stays, and what customers did with
   * it counts on. The documents it is for cannot be read back: `keep_documents` keeps them.
   */
  @Put('admin/popups/:popupId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  replacePopup(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('popupId', UuidParameterPipe) popupId: string,
    @Body() body: ReplacePopupDto,
  ): Promise<AdminPopupDto> {
    return this.popups.replace(adminId, popupId, body);
  }

  /**
   * Publish a popup, or stop showing it
   *
   * @remarks For administrators with the role `popups:write`. Takes effect with the next request of every app.
   */
  @Put('admin/popups/:popupId/published')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  publishPopup(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('popupId', UuidParameterPipe) popupId: string,
    @Body() { published }: PublishPopupDto,
  ): Promise<AdminPopupDto> {
    return this.popups.publish(adminId, popupId, published);
  }

  /**
   * Remove a popup with its statistics
   *
   * @remarks For administrators with the role `popups:write`. To stop showing it and keep the statistics, unpublish it.
   */
  @Delete('admin/popups/:popupId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removePopup(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('popupId', UuidParameterPipe) popupId: string,
  ): Promise<void> {
    await this.popups.remove(adminId, popupId);
  }

  /**
   * Preview a popup as a customer
   *
   * @remarks For administrators with the role `popups:write`. Says whether the customer would see it now, and all that
   * stands against it. Counts as no showing.
   */
  @Post('admin/popups/:popupId/preview')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  previewPopup(
    @Param('popupId', UuidParameterPipe) popupId: string,
    @Body() body: PreviewPopupDto,
  ): Promise<PopupPreviewDto> {
    return this.previews.preview(popupId, body);
  }

  /**
   * Read how a popup did
   *
   * @remarks For administrators with the role `popups:write`. `customers` of `total` are different customers; of a day,
   * those who saw it on that day.
   */
  @Get('admin/popups/:popupId/statistics')
  @ApiProblems(404)
  readPopupStatistics(
    @Param('popupId', UuidParameterPipe) popupId: string,
    @Query() query: PopupStatisticsQuery,
  ): Promise<PopupStatisticsDto> {
    return this.statistics.of(popupId, query);
  }
}
