import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomerIfAny, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { SupportHelpDto, SupportHelpQueryDto } from './support-help.dto.js';
import { SupportHelpService } from './support-help.service.js';

@ApiTags('Support')
@Access('channel-or-customer')
@Controller('app/v1/support/help')
export class PublicSupportHelpController {
  constructor(private readonly support: SupportHelpService) {}

  /**
   * Lists what help there is and how the provider is reached.
   * @remarks Without a customer token for everybody; with one, for how the customer or the named contract stands.
   */
  @Get()
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  readSupportHelp(
    @CurrentCustomerIfAny() customer: CustomerPrincipal | undefined,
    @Query() { contractId }: SupportHelpQueryDto,
  ): Promise<SupportHelpDto> {
    return this.support.help(customer === undefined ? undefined : { customerId: customer.customerId, contractId });
  }
}
