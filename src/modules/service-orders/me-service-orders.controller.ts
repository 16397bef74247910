import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  CheckServiceOrderQueryDto,
  ListServiceOrdersQueryDto,
  ServiceOrderCheckDto,
  ServiceOrderListDto,
} from './service-orders.dto.js';
import { ServiceOrdersService } from './service-orders.service.js';

@ApiTags('Service orders')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/service-orders')
export class MeServiceOrdersController {
  constructor(private readonly orders: ServiceOrdersService) {}

  /** Lists the customer's service orders, newest first. */
  @Get()
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listServiceOrders(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: ListServiceOrdersQueryDto,
  ): Promise<ServiceOrderListDto> {
    return this.orders.list(customer.customerId, query);
  }

  /** Reads the open order of a type on a contract. */
  @Get('check')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  checkServiceOrder(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: CheckServiceOrderQueryDto,
  ): Promise<ServiceOrderCheckDto> {
    return this.orders.check(customer.customerId, query);
  }
}
