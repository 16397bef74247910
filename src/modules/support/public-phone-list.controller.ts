import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomerIfAny, type CustomerPrincipal } from '../../common/auth/principal.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ContactNumbersDto, ContactNumbersQueryDto } from './support-help.dto.js';
import { SupportChannels } from './support-channels.service.js';

@ApiTags('Support')
@Access('channel-or-customer')
@Controller('app/v1/interface/phone-list')
export class PublicPhoneListController {
  constructor(private readonly channels: SupportChannels) {}

  /**
   * List the numbers on which the provider is reached
   * @remarks Those of a city, and those for everybody. With a customer token and without `city`, those of where the
   * customer or the named contract is served.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listContactNumbers(
    @CurrentCustomerIfAny() customer: CustomerPrincipal | undefined,
    @Query() { city, contractId }: ContactNumbersQueryDto,
  ): Promise<ContactNumbersDto> {
    return this.channels.phones(
      customer === undefined ? undefined : { customerId: customer.customerId, contractId },
      city,
    );
  }
}
