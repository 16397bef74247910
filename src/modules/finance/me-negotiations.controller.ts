import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import {
  GenerateInvoicesDto,
  NegotiationCheckDto,
  NegotiationDto,
  NegotiationOffersDto,
  NegotiationParcelsQueryDto,
} from './negotiation.dto.js';
import { NegotiationCommitService } from './negotiation-commit.service.js';
import { NegotiationsService } from './negotiation.service.js';
import { ContractQueryDto } from './trust-unlock.dto.js';

@ApiTags('Negotiations')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/finances/negotiations')
export class MeNegotiationsController {
  constructor(
    private readonly negotiations: NegotiationsService,
    private readonly commits: NegotiationCommitService,
  ) {}

  /** Tells whether a contract's invoices can be negotiated, and why not. */
  @Get('check')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  checkNegotiation(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: ContractQueryDto,
  ): Promise<NegotiationCheckDto> {
    return this.negotiations.check(customer.customerId, query.contractId);
  }

  /** Offers parcels for overdue invoices; each offer holds for 15 minutes. */
  @Get('parcels')
  @ApiProblems(422)
  @Owns(
    { kind: 'contract', in: 'query', name: 'contractId' },
    { kind: 'customer-bill', in: 'query', name: 'invoiceIds', optional: true, many: true },
  )
  listNegotiationParcels(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: NegotiationParcelsQueryDto,
  ): Promise<NegotiationOffersDto> {
    return this.negotiations.offers(customer.customerId, query);
  }

  /** Takes an offer: the negotiated invoices are closed and there is a new one for each parcel. */
  @Post('invoices')
  @HttpCode(201)
  @Idempotent()
  @ApiProblems(409, 410, 422, 428)
  generateNegotiatedInvoices(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: GenerateInvoicesDto,
  ): Promise<NegotiationDto> {
    return this.commits.commit(customer, body.offer_id);
  }
}
