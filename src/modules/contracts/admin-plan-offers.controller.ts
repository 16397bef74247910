import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { ListPlanOffersQuery, PlanOfferDto, PlanOfferListDto, WritePlanOfferDto } from './plan-offer.dto.js';
import { PlanOfferBook } from './plan-offer-book.service.js';

@ApiTags('Contracts')
@Controller('app/v1/admin/plan-offers')
@Access('admin')
@RequiredRole('content:write')
export class AdminPlanOffersController {
  constructor(private readonly offers: PlanOfferBook) {}

  /**
   * List what is published of plans
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllPlanOffers(@Query() query: ListPlanOffersQuery): Promise<PlanOfferListDto> {
    return this.offers.page(query);
  }

  /**
   * Publish something of a plan
   *
   * @remarks For administrators with the role `content:write`. One for each plan.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createPlanOffer(@CurrentAdmin() { adminId }: AdminPrincipal, @Body() body: WritePlanOfferDto): Promise<PlanOfferDto> {
    return this.offers.create(adminId, body);
  }

  /**
   * Read what is published of a plan
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':offerId')
  @ApiProblems(404)
  readPlanOffer(@Param('offerId', UuidParameterPipe) offerId: string): Promise<PlanOfferDto> {
    return this.offers.get(offerId);
  }

  /**
   * Replace what is published of a plan
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':offerId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replacePlanOffer(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('offerId', UuidParameterPipe) offerId: string,
    @Body() body: WritePlanOfferDto,
  ): Promise<PlanOfferDto> {
    return this.offers.replace(adminId, offerId, body);
  }

  /**
   * Remove what is published of a plan
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':offerId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removePlanOffer(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('offerId', UuidParameterPipe) offerId: string,
  ): Promise<void> {
    await this.offers.remove(adminId, offerId);
  }
}
