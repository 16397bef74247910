import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  ExchangeEligibilityDto,
  ExchangeEligibilityQueryDto,
  PlanRecommendationsDto,
  RecommendationsQueryDto,
} from './products.dto.js';
import { ProductsService } from './products.service.js';

@ApiTags('Products')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/products')
export class MeProductsController {
  constructor(private readonly products: ProductsService) {}

  /** Tells whether a contract's plan can be exchanged for another, and everything that stands against it. */
  @Get('exchange-eligibility')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  readExchangeEligibility(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() { contractId, targetPlanId }: ExchangeEligibilityQueryDto,
  ): Promise<ExchangeEligibilityDto> {
    return this.products.eligibility(customer.customerId, contractId, targetPlanId);
  }

  /** Recommends plans for a contract, each with its reason; none is slower than what the customer has. */
  @Get('recommendations')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listPlanRecommendations(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() { contractId }: RecommendationsQueryDto,
  ): Promise<PlanRecommendationsDto> {
    return this.products.recommendations(customer.customerId, contractId);
  }
}
