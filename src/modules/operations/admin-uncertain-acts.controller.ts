import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ActSettlements } from './act-settlements.service.js';
import {
  ListUncertainActsQueryDto,
  SettledActDto,
  SettleUncertainActDto,
  UncertainActsDto,
} from './uncertain-acts.dto.js';

@ApiTags('Operations')
@Controller('app/v1/admin/uncertain-acts')
@Access('admin')
@RequiredRole('operations')
export class AdminUncertainActsController {
  constructor(private readonly settlements: ActSettlements) {}

  /**
   * List acts whose outcome nobody knows
   *
   * @remarks For administrators with the role `operations`. Acts at the provider whose answer was lost: those that no
   * reading can tell of at once, all others once reading has not told for `UNCERTAIN_ACT_OPERATOR_MINUTES`.
   */
  @Get()
  listUncertainActs(@Query() query: ListUncertainActsQueryDto): Promise<UncertainActsDto> {
    return this.settlements.list(query);
  }

  /**
   * Settle an act whose outcome was found out
   *
   * @remarks For administrators with the role `operations`. What was found stands: the customer is shown it, and what is
   * left of an act that was done is no longer tried. 409 `ACT_NOT_UNCERTAIN` for an act that is settled, in hand, or may
   * still be told by reading.
   */
  @Post(':actId/settlement')
  @ApiUpstreamProblems()
  @ApiProblems(404, 409, 422)
  settleUncertainAct(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('actId', UuidParameterPipe) actId: string,
    @Body() body: SettleUncertainActDto,
  ): Promise<SettledActDto> {
    return this.settlements.settle(adminId, actId, body);
  }
}
