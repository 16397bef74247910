import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { ListContentQuery } from '../content.dto.js';
import { AdminPromotionDto, AdminPromotionListDto, WritePromotionDto } from './promotion.dto.js';
import { PromotionBook } from './promotion-book.service.js';

@ApiTags('App content')
@Controller('app/v1/admin/promotions')
@Access('admin')
@RequiredRole('content:write')
export class AdminPromotionsController {
  constructor(private readonly promotions: PromotionBook) {}

  /**
   * List all promotions
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllPromotions(@Query() query: ListContentQuery): Promise<AdminPromotionListDto> {
    return this.promotions.page(query);
  }

  /**
   * Create a promotion
   *
   * @remarks For administrators with the role `content:write`. Customers who refused offers in the app do not see it; that
   * of a partner is seen by those who agreed to them only.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  createPromotion(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WritePromotionDto,
  ): Promise<AdminPromotionDto> {
    return this.promotions.create(adminId, body);
  }

  /**
   * Read a promotion
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':promotionId')
  @ApiProblems(404)
  readPromotion(@Param('promotionId', UuidParameterPipe) promotionId: string): Promise<AdminPromotionDto> {
    return this.promotions.get(promotionId);
  }

  /**
   * Replace a promotion
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':promotionId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  replacePromotion(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('promotionId', UuidParameterPipe) promotionId: string,
    @Body() body: WritePromotionDto,
  ): Promise<AdminPromotionDto> {
    return this.promotions.replace(adminId, promotionId, body);
  }

  /**
   * Remove a promotion
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':promotionId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removePromotion(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('promotionId', UuidParameterPipe) promotionId: string,
  ): Promise<void> {
    await this.promotions.remove(adminId, promotionId);
  }
}
