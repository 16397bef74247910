import { Body, Controller, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { parseDocument } from '../../common/brazil/document.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { QuickInvoiceDto, QuickInvoiceListDto } from './customer-bills.dto.js';
import { CustomerBillsService } from './customer-bills.service.js';

const PER_ADDRESS = { name: 'quick-invoice-address', limit: 5, windowSeconds: 60 };
const PER_DOCUMENT = { name: 'quick-invoice-document', limit: 10, windowSeconds: 86_400 };

@ApiTags('Invoices')
@Access('channel')
@ApiUpstreamProblems()
@AnyAppVersion()
@Controller('app/v1/customers/quick-invoice')
export class PublicQuickInvoiceController {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly limits: RateLimits,
  ) {}

  /** Gives what paying the open invoices of a document needs, without log-in. */
  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async findQuickInvoices(@Body() body: QuickInvoiceDto, @Ip() address: string): Promise<QuickInvoiceListDto> {
    const document = parseDocument(body.document);
    if (document === undefined) throw new Problem(problems.validation);
    await this.limits.take(PER_ADDRESS, address);
    await this.limits.take(PER_DOCUMENT, document);
    return this.bills.quickInvoice(document);
  }
}
