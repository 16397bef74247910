import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ContractQueryDto, RequestTrustUnlockDto, TrustCheckDto, TrustUnlockDto } from './trust-unlock.dto.js';
import { TrustUnlocksService } from './trust-unlock.service.js';

@ApiTags('Trust unlock')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/finances/trust')
export class MeTrustController {
  constructor(private readonly unlocks: TrustUnlocksService) {}

  /** Tells whether a suspended contract can be unlocked on trust, and why not. */
  @Get('check')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  checkTrust(@CurrentCustomer() customer: CustomerPrincipal, @Query() query: ContractQueryDto): Promise<TrustCheckDto> {
    return this.unlocks.check(customer.customerId, query.contractId);
  }

  /** Unlocks a suspended contract on trust for some days. */
  @Post()
  @HttpCode(201)
  @Idempotent()
  @ApiProblems(409, 422)
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  requestTrustUnlock(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() _body: RequestTrustUnlockDto,
  ): Promise<TrustUnlockDto> {
    return this.unlocks.unlock(customer.customerId, contract.id);
  }
}
