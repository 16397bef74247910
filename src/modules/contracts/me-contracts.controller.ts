import { Controller, Get, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ContractDetailsDto, ContractListDto, ListContractsQueryDto } from './contracts.dto.js';
import { ContractsService } from './contracts.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MeContractsController {
  constructor(private readonly contracts: ContractsService) {}

  /** Lists the customer's contracts, cancelled ones last. */
  @Get()
  listContracts(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: ListContractsQueryDto,
  ): Promise<ContractListDto> {
    return this.contracts.list(customer.customerId, query.status);
  }

  /** Reads one contract: plan, price, address, due day, loyalty and what can be done with it. */
  @Get(':contractId')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  readContract(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
  ): Promise<ContractDetailsDto> {
    return this.contracts.details(customer.customerId, contract.id);
  }
}
