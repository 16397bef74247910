import { Controller, Get, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ContractUsageDto, ContractUsageQueryDto } from './contract-usage.dto.js';
import { ContractUsageService } from './contract-usage.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MeContractUsageController {
  constructor(private readonly usages: ContractUsageService) {}

  /** Reads what a contract's connection carried, as a graph of at most 39 days. */
  @Get(':contractId/usage')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProblems(400, 428)
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  readContractUsage(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() query: ContractUsageQueryDto,
  ): Promise<ContractUsageDto> {
    return this.usages.usage(customer, contract.id, query);
  }
}
