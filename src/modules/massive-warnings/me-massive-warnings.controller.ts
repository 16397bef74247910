import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { pageOf } from '../../common/http/page.dto.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { toMassiveWarningDto } from './massive-warning-answers.js';
import {
  HasNoticesDto,
  HasNoticesQuery,
  ListMassiveWarningsQuery,
  MassiveWarningListDto,
} from './massive-warnings.dto.js';
import { MassiveWarnings } from './massive-warnings.service.js';

@ApiTags('Connection')
@Access('customer')
@Controller('app/v1')
export class MeMassiveWarningsController {
  constructor(private readonly warnings: MassiveWarnings) {}

  /**
   * List the open warnings of outages and maintenance that touch the customer
   *
   * @remarks The gravest first. Maintenance is listed from its announcement on: `started_at` lies ahead then.
   */
  @Get('massive-warnings')
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  async listMassiveWarnings(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() query: ListMassiveWarningsQuery,
  ): Promise<MassiveWarningListDto> {
    const page = pageOf(await this.warnings.inForce(customerId, query.contractId), query);
    return { ...page, items: page.items.map(toMassiveWarningDto) };
  }

  /**
   * Read whether there are warnings for the customer
   *
   * @remarks For a badge: how many `GET /app/v1/massive-warnings` lists, and the gravest severity.
   */
  @Get('customers/connection-status/has-notices')
  @ConditionalGet({ maxAgeSeconds: 60 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  async hasNotices(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: HasNoticesQuery,
  ): Promise<HasNoticesDto> {
    const { count, highestSeverity } = await this.warnings.count(customerId, contractId);
    return { has_notices: count > 0, count, highest_severity: highestSeverity };
  }
}
