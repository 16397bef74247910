import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { READS_MULTIPART } from '../../common/http/multipart.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { customerFileKinds } from './customer-file-kinds.js';
import { ContractQueryDto, FilesReceivedDto, PaymentProofReceivedDto } from './files.dto.js';
import { FilesService } from './files.service.js';

const FILES = { type: 'array', maxItems: 5, items: { type: 'string', format: 'binary' } } as const;

@ApiTags('Files')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/files')
export class MeFilesController {
  constructor(private readonly files: FilesService) {}

  /**
   * Sends files of a contract to the provider.
   * @remarks At most five files of at most 5 MB: JPG, PNG, HEIC or PDF, told by their content.
   */
  @Post()
  @HttpCode(201)
  @RouteConfig(READS_MULTIPART)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files'],
      properties: { type: { enum: [...customerFileKinds] }, files: FILES },
    },
  })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiProblems(413, 415, 422, 423)
  uploadFiles(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') { id: contractId }: OwnedResource,
    @Query() _query: ContractQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<FilesReceivedDto> {
    return this.files.upload({ customerId, contractId, request });
  }

  /**
   * Sends the proof of a payment that does not show yet.
   * @remarks It settles nothing by itself. Further files for the contract are blocked until it was looked at.
   */
  @Post('payment-proof')
  @HttpCode(201)
  @RouteConfig(READS_MULTIPART)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['files'], properties: { files: FILES } } })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiProblems(413, 415, 422, 423)
  sendPaymentProof(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') { id: contractId }: OwnedResource,
    @Query() _query: ContractQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<PaymentProofReceivedDto> {
    return this.files.sendPaymentProof({ customerId, contractId, request });
  }
}
