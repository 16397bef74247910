import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ConnectionStatusDto, ConnectionStatusQueryDto } from './connection.dto.js';
import { ConnectionService } from './connection.service.js';

@ApiTags('Connection')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/connection-status')
export class MeConnectionController {
  constructor(private readonly connections: ConnectionService) {}

  /** Reads how a contract's connection is: online, offline, blocked or down with its area, why, and what to do. */
  @Get()
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  readConnectionStatus(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: ConnectionStatusQueryDto,
  ): Promise<ConnectionStatusDto> {
    return this.connections.statusOf(customer.customerId, query.contractId);
  }
}
