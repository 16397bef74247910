import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { RequestAddressChangeDto, RequestedAddressChangeDto } from './address-change.dto.js';
import { AddressChangeService } from './address-change.service.js';

@ApiTags('Contracts')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1')
export class MeAddressChangeController {
  constructor(private readonly changes: AddressChangeService) {}

  /** Asks for a contract's installation to be moved to another address. */
  @Post('customers/address-change')
  @Idempotent()
  @ApiProblems(410, 428)
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  requestAddressChange(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: RequestAddressChangeDto,
  ): Promise<RequestedAddressChangeDto> {
    return this.changes.request(customer, body);
  }

  /** The same, as the opening of a service order. */
  @Post('service-orders/address-change')
  @Idempotent()
  @ApiProblems(410, 428)
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  openAddressChangeOrder(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Body() body: RequestAddressChangeDto,
  ): Promise<RequestedAddressChangeDto> {
    return this.changes.request(customer, body);
  }
}
