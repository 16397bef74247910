import { Body, Controller, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ContractSuspensionDto, SuspendContractDto } from './temporary-suspension.dto.js';
import { TemporarySuspensionService } from './temporary-suspension.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MeTemporarySuspensionController {
  constructor(private readonly suspensions: TemporarySuspensionService) {}

  /** Suspends a contract for a while at its customer's wish, without charge, once in twelve months. */
  @Post(':contractId/temporary-suspension')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @Idempotent()
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  suspendContract(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() body: SuspendContractDto,
  ): Promise<ContractSuspensionDto> {
    return this.suspensions.suspend(customer.customerId, contract.id, body);
  }
}
