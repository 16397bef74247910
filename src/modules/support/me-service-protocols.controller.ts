import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ServiceProtocolListDto, ServiceProtocolsQueryDto } from './service-protocols.dto.js';
import { ServiceProtocolsService } from './service-protocols.service.js';

@ApiTags('Support')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/service-protocols')
export class MeServiceProtocolsController {
  constructor(private readonly protocols: ServiceProtocolsService) {}

  /** Lists the latest protocols of the customer's contacts with the provider, newest first. */
  @Get()
  listServiceProtocols(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { limit }: ServiceProtocolsQueryDto,
  ): Promise<ServiceProtocolListDto> {
    return this.protocols.latest(customerId, limit);
  }
}
