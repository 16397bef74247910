import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { PaidBillListDto, PaidBillsQueryDto } from './customer-bills.dto.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { PaymentStatusDto } from './payment-status.dto.js';
import { PaymentStatusService } from './payment-status.service.js';

@ApiTags('Invoices')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/invoices')
export class MeInvoicesController {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly payments: PaymentStatusService,
  ) {}

  /** Lists paid invoices, the latest payment first. */
  @Get('paid')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listPaidInvoices(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: PaidBillsQueryDto,
  ): Promise<PaidBillListDto> {
    return this.bills.paid(customer.customerId, query);
  }

  /**
   * Tells how far the payment of an invoice has come.
   * @remarks For an app to ask while somebody pays; `poll_after_s` says when again.
   */
  @Get(':invoiceId/payment-status')
  @AnyAppVersion()
  @ApiParam({ name: 'invoiceId', type: String, example: '8768701' })
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'customer-bill', in: 'path', name: 'invoiceId' })
  readPaymentStatus(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('customer-bill') bill: OwnedResource,
  ): Promise<PaymentStatusDto> {
    return this.payments.statusOf(customer.customerId, bill.id);
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
