import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { CreatePaymentLinkDto, PaymentLinkDto } from './payment-links.dto.js';
import { PaymentLinksService } from './payment-links.service.js';

@ApiTags('Payments')
@Access('customer')
@ApiUpstreamProblems()
@AnyAppVersion()
@Controller('app/v1/finances/payment-links')
export class MePaymentLinksController {
  constructor(private readonly links: PaymentLinksService) {}

  /** Makes a link to pay invoices with, or gives the live one of the same invoices. */
  @Post()
  @HttpCode(201)
  @Idempotent()
  @ApiProblems(409, 501)
  @Owns({ kind: 'customer-bill', in: 'body', name: 'invoice_ids', many: true })
  createPaymentLink(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: CreatePaymentLinkDto,
  ): Promise<PaymentLinkDto> {
    return this.links.create(customer.customerId, body);
  }
}
