import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { AdminBannerDto, AdminBannerListDto, ListAdminBannersQuery, WriteBannerDto } from './banner.dto.js';
import { BannerBook } from './banner-book.service.js';

@ApiTags('App content')
@Controller('app/v1/admin/banners')
@Access('admin')
@RequiredRole('content:write')
export class AdminBannersController {
  constructor(private readonly banners: BannerBook) {}

  /**
   * List all banners
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllBanners(@Query() query: ListAdminBannersQuery): Promise<AdminBannerListDto> {
    return this.banners.page(query);
  }

  /**
   * Create a banner
   *
   * @remarks For administrators with the role `content:write`. `CONTENT` needs a placement, `WARNING` a severity.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  createBanner(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: WriteBannerDto): Promise<AdminBannerDto> {
    return this.banners.create(adminId, body);
  }

  /**
   * Read a banner
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':bannerId')
  @ApiProblems(404)
  readBanner(@Param('bannerId', UuidParameterPipe) bannerId: string): Promise<AdminBannerDto> {
    return this.banners.get(bannerId);
  }

  /**
   * Replace a banner
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':bannerId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  replaceBanner(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('bannerId', UuidParameterPipe) bannerId: string,
    @Body() body: WriteBannerDto,
  ): Promise<AdminBannerDto> {
    return this.banners.replace(adminId, bannerId, body);
  }

  /**
   * Remove a banner
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':bannerId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeBanner(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('bannerId', UuidParameterPipe) bannerId: string,
  ): Promise<void> {
    await this.banners.remove(adminId, bannerId);
  }
}
