import { Body, Controller, HttpStatus, Ip, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../../common/auth/principal.js';
import { AnyAppVersion } from '../../../common/http/any-app-version.decorator.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../../audience/app-caller.js';
import { AcceptLegalDocumentDto, LegalAcceptanceDto } from './legal-document.dto.js';
import type { LegalDocumentKind } from './legal-document-kind.js';
import { type LegalAcceptanceOrigin, LegalDocuments } from './legal-documents.service.js';

@ApiTags('Legal documents')
@Controller('app/v1/interface')
@Access('customer')
@AnyAppVersion()
@ApiAppHeaders()
@ApiProblems(404, 409)
export class MeLegalAcceptancesController {
  constructor(private readonly documents: LegalDocuments) {}

  /**
   * Accept the privacy policy
   *
   * @remarks Kept for good, with the text’s hash. 409 `LEGAL_DOCUMENT_CHANGED` when the version that was shown is no
   * longer the one in force.
   */
  @Post('privacy-policy/accept')
  @ApiCreatedResponse({ type: LegalAcceptanceDto, description: 'The first acceptance of this version' })
  @ApiOkResponse({ type: LegalAcceptanceDto, description: 'The customer had accepted it before' })
  acceptPrivacyPolicy(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Body() body: AcceptLegalDocumentDto,
    @CurrentApp() app: AppCaller,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegalAcceptanceDto> {
    return this.accept('PRIVACY_POLICY', customerId, body, { app, address }, reply);
  }

  /**
   * Accept the terms and conditions
   *
   * @remarks As the privacy policy.
   */
  @Post('terms-and-conditions/accept')
  @ApiCreatedResponse({ type: LegalAcceptanceDto, description: 'The first acceptance of this version' })
  @ApiOkResponse({ type: LegalAcceptanceDto, description: 'The customer had accepted it before' })
  acceptTermsAndConditions(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Body() body: AcceptLegalDocumentDto,
    @CurrentApp() app: AppCaller,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegalAcceptanceDto> {
    return this.accept('TERMS', customerId, body, { app, address }, reply);
  }

  private async accept(
    kind: LegalDocumentKind,
    customerId: string,
    body: AcceptLegalDocumentDto,
    origin: LegalAcceptanceOrigin,
    reply: FastifyReply,
  ): Promise<LegalAcceptanceDto> {
    const { acceptance, first } = await this.documents.accept(kind, customerId, body, origin);
    reply.status(first ? HttpStatus.CREATED : HttpStatus.OK);
    return acceptance;
  }
}
