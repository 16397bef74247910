import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Ip,
  Post,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { AcceptTermDto, TermAcceptanceDto } from './contract-term.dto.js';
import { ContractTermService } from './contract-term.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/contracts')
export class MeContractTermController {
  constructor(private readonly terms: ContractTermService) {}

  /** Downloads a contract's term as a PDF; `x-document-sha256` names what accepting it accepts. */
  @Get(':contractId/term')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  async downloadContractTerm(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { bytes, sha256 } = await this.terms.document(customer.customerId, contract.id);
    void reply.header('x-document-sha256', sha256);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `attachment; filename="contrato-${contract.id}.pdf"`,
    });
  }

  /** Accepts a contract's term: what was accepted, from where and when is kept as evidence. */
  @Post(':contractId/term/accept')
  @HttpCode(HttpStatus.CREATED)
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  @ApiCreatedResponse({ type: TermAcceptanceDto })
  @Idempotent()
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  acceptContractTerm(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Body() body: AcceptTermDto,
    @Ip() ipAddress: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<TermAcceptanceDto> {
    return this.terms.accept(customer.customerId, contract.id, body.document_sha256, { ipAddress, userAgent });
  }
}
