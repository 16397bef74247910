import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { AnyAppVersion } from '../../common/http/any-app-version.decorator.js';
import { ErasureDto, PersonalDataExportDto, RequestErasureDto } from './privacy.dto.js';
import { PrivacyService } from './privacy.service.js';

@ApiTags('Privacy')
@Access('customer')
@AnyAppVersion()
@Controller('app/v1/customers/privacy')
export class MePrivacyController {
  constructor(private readonly privacy: PrivacyService) {}

  /** Exports everything that is held about the customer. */
  @Get('export')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="meus-dados.json"')
  exportPersonalData(@CurrentCustomer() { customerId }: CustomerPrincipal): Promise<PersonalDataExportDto> {
    return this.privacy.export(customerId);
  }

  /**
   * Erases what is held about the customer, and tells what the law keeps and why.
   * @remarks Every session ends with it. The contract with the provider is not touched.
   */
  @Post('erasure')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  erasePersonalData(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Body() _confirmed: RequestErasureDto,
  ): Promise<ErasureDto> {
    return this.privacy.erase(customerId);
  }
}
