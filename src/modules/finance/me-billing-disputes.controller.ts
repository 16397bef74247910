import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { READS_MULTIPART } from '../../common/http/multipart.js';
import { PageQueryDto } from '../../common/http/page.dto.js';
import { UuidParameterPipe } from '../../common/http/uuid-parameter.pipe.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { DisputeAttachmentsDto, DisputeDto, DisputeListDto, OpenDisputeDto } from './billing-disputes.dto.js';
import { DisputeAttachments } from './dispute-attachments.service.js';
import { BillingDisputesService } from './billing-disputes.service.js';

@ApiTags('Disputes')
@Access('customer')
@Controller('app/v1/finances/disputes')
export class MeBillingDisputesController {
  constructor(
    private readonly disputes: BillingDisputesService,
    private readonly attachments: DisputeAttachments,
  ) {}

  /** Contests a charge: opens an attendance with a protocol and a day by which it is answered. */
  @Post()
  @HttpCode(201)
  @Idempotent()
  @ApiUpstreamProblems()
  @ApiProblems(409, 422)
  @Owns({ kind: 'customer-bill', in: 'body', name: 'invoice_id' })
  openBillingDispute(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: OpenDisputeDto,
  ): Promise<DisputeDto> {
    return this.disputes.open(customer.customerId, body);
  }

  /**
   * Adds files to a contested charge.
   * @remarks At most five files of at most 5 MB: JPG, PNG, HEIC or PDF, told by their content. Only while the dispute is
   * open.
   */
  @Post(':disputeId/attachments')
  @HttpCode(201)
  @RouteConfig(READS_MULTIPART)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files'],
      properties: { files: { type: 'array', maxItems: 5, items: { type: 'string', format: 'binary' } } },
    },
  })
  @ApiUpstreamProblems()
  @ApiProblems(404, 409, 413, 415, 422, 423)
  addDisputeAttachments(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Param('disputeId', UuidParameterPipe) disputeId: string,
    @Req() request: FastifyRequest,
  ): Promise<DisputeAttachmentsDto> {
    return this.attachments.add(customerId, disputeId, request);
  }

  /** Lists the charges that the customer contested, newest first. */
  @Get()
  listBillingDisputes(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: PageQueryDto,
  ): Promise<DisputeListDto> {
    return this.disputes.list(customer.customerId, query);
  }
}
