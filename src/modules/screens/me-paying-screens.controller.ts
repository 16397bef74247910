import { Controller, Get, HttpStatus, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../audience/app-caller.js';
import { BlockingBannerScreenDto } from './blocking-banner-screen.dto.js';
import { BlockingBannerScreenService } from './blocking-banner-screen.service.js';
import { InvoicesScreenDto } from './invoices-screen.dto.js';
import { InvoicesScreenService } from './invoices-screen.service.js';
import { PaymentFlowQueryDto, PaymentFlowScreenDto } from './payment-flow-screen.dto.js';
import { PaymentFlowScreenService } from './payment-flow-screen.service.js';
import { ScreenQueryDto } from './screen.dto.js';

/** The screens that lead to paying: also for versions of the app that are no longer accepted elsewhere. */
@ApiTags('Screens')
@Access('customer')
@ApiUpstreamProblems()
@ApiAppHeaders()
@AnyAppVersion()
@Controller('app/v1/interface')
export class MePayingScreensController {
  constructor(
    private readonly invoices: InvoicesScreenService,
    private readonly banners: BlockingBannerScreenService,
    private readonly paymentFlow: PaymentFlowScreenService,
  ) {}

  /** The invoices screen: overdue, open and next bills with what can be done with each. */
  @Get('invoices')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showInvoicesScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<InvoicesScreenDto> {
    return this.invoices.screen(customerId, contractId, app);
  }

  /**
   * The banner of a contract that is blocked for a debt, or about to be; nothing when there is none.
   * @remarks Without `contractId` the gravest of all contracts.
   */
  @Get('banner-blocking')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @ApiOkResponse({ type: BlockingBannerScreenDto })
  @ApiNoContentResponse({ description: 'Nothing is blocked or about to be' })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  async showBlockingBanner(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BlockingBannerScreenDto | undefined> {
    const screen = await this.banners.screen(customerId, contractId, app);
    if (screen === undefined) reply.code(HttpStatus.NO_CONTENT);
    return screen;
  }

  /**
   * The screen on which one invoice is paid: ways of paying, each with its code, and how to learn that it is paid.
   * @remarks Reading it makes no charge; where one is needed, an action asks for it.
   */
  @Get('payment-flow')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'customer-bill', in: 'query', name: 'invoiceId' })
  showPaymentFlow(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { invoiceId }: PaymentFlowQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<PaymentFlowScreenDto> {
    return this.paymentFlow.screen(customerId, invoiceId, app);
  }
}
