import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { PageQueryDto } from '../../common/http/page.dto.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { CouponDto, ReferFriendDto, ReferralListDto, ReferralMadeDto } from './referrals.dto.js';
import { ReferralsService } from './referrals.service.js';

@ApiTags('Referrals')
@Access('customer')
@Controller('app/v1/customers/referrals')
export class MeReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  /** Refers a friend, who agreed to be called by the provider's sales. */
  @Post()
  @HttpCode(201)
  @Idempotent()
  @ApiProblems(409)
  referFriend(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Body() body: ReferFriendDto,
  ): Promise<ReferralMadeDto> {
    return this.referrals.refer(customerId, body);
  }

  /** Lists whom the customer referred, newest first. */
  @Get()
  listReferrals(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() query: PageQueryDto,
  ): Promise<ReferralListDto> {
    return this.referrals.list(customerId, query);
  }

  /** Gives the customer's coupon; it is made once and stays the same. */
  @Post('coupon')
  @HttpCode(200)
  generateReferralCoupon(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<CouponDto> {
    return this.referrals.coupon(customerId);
  }
}
