import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { PageQueryDto } from '../../common/http/page.dto.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { DisputeDto, DisputeListDto, OpenDisputeDto } from './billing-disputes.dto.js';
import { BillingDisputesService } from './billing-disputes.service.js';

@ApiTags('Disputes')
@Access('customer')
@Controller('app/v1/finances/disputes')
export class MeBillingDisputesController {
  constructor(private readonly disputes: BillingDisputesService) {}

  /** Contests a charge: opens an attendance with a protocol and a day by which it is answered. */
  @Post()
  @HttpCode(201)
  @Idempotent()
  @ApiUpstreamProblems()
  @ApiProblems(409, 422)
  @Owns({ kind: 'customer-bill', in: 'body', name: 'invoice_id' })
  openBillingDispute(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: OpenDisputeDto,
  ): Promise<DisputeDto> {
    return this.disputes.open(customer.customerId, body);
  }

  /** Lists the charges that the customer contested, newest first. */
  @Get()
  listBillingDisputes(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: PageQueryDto,
  ): Promise<DisputeListDto> {
    return this.disputes.list(customer.customerId, query);
  }
}
