import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ChangeDueDateDto, ChangedDueDateDto, DueDateListDto, DueDatesQueryDto } from './due-dates.dto.js';
import { DueDatesService } from './due-dates.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers')
export class MeDueDatesController {
  constructor(private readonly dueDates: DueDatesService) {}

  /** Lists the due dates a contract could have, and whether it may get another now. */
  @Get('due-dates')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listDueDates(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: DueDatesQueryDto,
  ): Promise<DueDateListDto> {
    return this.dueDates.list(customer, query.contractId);
  }

  /** Gives a contract another due date from the next billing on. */
  @Put('contracts/:contractId/due-date')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProblems(409, 422)
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  changeDueDate(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() body: ChangeDueDateDto,
  ): Promise<ChangedDueDateDto> {
    return this.dueDates.change(customer, contract.id, body.due_date_id);
  }
}
