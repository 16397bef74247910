import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { InvoicesScreenDto, InvoicesScreenQueryDto } from './invoices-screen.dto.js';
import { InvoicesScreenService } from './invoices-screen.service.js';

@ApiTags('Screens')
@Access('customer')
@ApiUpstreamProblems()
@AnyAppVersion()
@Controller('app/v1/interface/invoices')
export class MeInvoicesScreenController {
  constructor(private readonly screens: InvoicesScreenService) {}

  /** The invoices screen: overdue, open and next bills with what can be done with each. */
  @Get()
  @Header('cache-control', 'private, no-cache')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showInvoicesScreen(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: InvoicesScreenQueryDto,
  ): Promise<InvoicesScreenDto> {
    return this.screens.screen(customer.customerId, query.contractId);
  }
}
