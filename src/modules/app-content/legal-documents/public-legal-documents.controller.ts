import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { CurrentCustomerIfAny, type CustomerPrincipal } from '../../../common/auth/principal.js';
import { AnyAppVersion } from '../../../common/http/any-app-version.decorator.js';
import { ConditionalGet } from '../../../common/http/conditional-get.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { LegalDocumentDto } from './legal-document.dto.js';
import { LegalDocuments } from './legal-documents.service.js';

@ApiTags('Legal documents')
@Controller('app/v1/interface')
@Access('channel-or-customer')
@AnyAppVersion()
@ApiProblems(404)
export class PublicLegalDocumentsController {
  constructor(private readonly documents: LegalDocuments) {}

  /**
   * Read the privacy policy that is in force
   *
   * @remarks With a customer token also when the customer accepted it.
   */
  @Get('privacy-policy')
  @ConditionalGet({ maxAgeSeconds: 0 })
  readPrivacyPolicy(@CurrentCustomerIfAny() customer: CustomerPrincipal | undefined): Promise<LegalDocumentDto> {
    return this.documents.read('PRIVACY_POLICY', customer?.customerId);
  }

  /**
   * Read the terms and conditions that are in force
   *
   * @remarks With a customer token also when the customer accepted them.
   */
  @Get('terms-and-conditions')
  @ConditionalGet({ maxAgeSeconds: 0 })
  readTermsAndConditions(@CurrentCustomerIfAny() customer: CustomerPrincipal | undefined): Promise<LegalDocumentDto> {
    return this.documents.read('TERMS', customer?.customerId);
  }
}
