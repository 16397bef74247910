import { Body, Controller, Get, HttpCode, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { CallHistoryDto, CollectCallsDto, CollectCallsRequestDto, PhoneLineDto } from './phone-line.dto.js';
import { PhoneLineService } from './phone-line.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MePhoneLineController {
  constructor(private readonly phones: PhoneLineService) {}

  /** Reads a contract's telephone line: number, plan, blocks and this month's minutes. */
  @Get(':contractId/phone')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProblems(422, 428)
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  readPhoneLine(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
  ): Promise<PhoneLineDto> {
    return this.phones.details(customer, contract.id);
  }

  /** Reads the minutes of this month's calls by their kind. */
  @Get(':contractId/call-history')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProblems(422, 428)
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  readCallHistory(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
  ): Promise<CallHistoryDto> {
    return this.phones.history(customer, contract.id);
  }

  /** Asks the provider to let collect calls through, or not to. */
  @Put(':contractId/collect-calls')
  @HttpCode(202)
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProblems(409, 422)
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  switchCollectCalls(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() body: CollectCallsDto,
  ): Promise<CollectCallsRequestDto> {
    return this.phones.switchCollectCalls(customer, contract.id, body.enabled);
  }
}
