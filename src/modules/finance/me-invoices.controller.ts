import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { PaidBillListDto, PaidBillsQueryDto } from './customer-bills.dto.js';
import { CustomerBillsService } from './customer-bills.service.js';

@ApiTags('Invoices')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/invoices')
export class MeInvoicesController {
  constructor(private readonly bills: CustomerBillsService) {}

  /** Lists paid invoices, the latest payment first. */
  @Get('paid')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listPaidInvoices(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: PaidBillsQueryDto,
  ): Promise<PaidBillListDto> {
    return this.bills.paid(customer.customerId, query);
  }

  /** Downloads an invoice as a PDF. */
  @Get(':invoiceId/pdf')
  @AnyAppVersion()
  @ApiParam({ name: 'invoiceId', type: String, example: '90' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'customer-bill', in: 'path', name: 'invoiceId' })
  async downloadInvoice(@Owned('customer-bill') bill: OwnedResource): Promise<StreamableFile> {
    return new StreamableFile(await this.bills.pdf(bill.id), {
      type: 'application/pdf',
      disposition: `attachment; filename="fatura-${bill.id}.pdf"`,
    });
  }
}
