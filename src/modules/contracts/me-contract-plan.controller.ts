import { Controller, Get } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ContractPlanDto } from './contract-plan.dto.js';
import { ContractPlanService } from './contract-plan.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MeContractPlanController {
  constructor(private readonly plans: ContractPlanService) {}

  /** Reads a contract's plan: speeds, price, included services, loyalty and the regulator's label. */
  @Get(':contractId/plan')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  readContractPlan(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
  ): Promise<ContractPlanDto> {
    return this.plans.plan(customer.customerId, contract.id);
  }
}
