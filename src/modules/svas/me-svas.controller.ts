import { Body, Controller, Get, Header, Headers, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Idempotent } from '../../common/idempotency/idempotent.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ActivateSvaDto, SvaActivatedDto, SvaActivationLinkDto, SvaListDto, SvaQueryDto } from './svas.dto.js';
import { SvasService } from './svas.service.js';

@ApiTags('Value-added services')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/svas')
export class MeSvasController {
  constructor(private readonly svas: SvasService) {}

  /** Lists the value-added services and how each stands with a contract of the customer. */
  @Get()
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listSvas(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: SvaQueryDto,
  ): Promise<SvaListDto> {
    return this.svas.list(customerId, contract.id);
  }

  /**
   * Makes a link to the activation page of a provider’s service.
   * @remarks The first service of the provider that the customer has. The link is signed and good once. 428 when the
   * provider knows customers by their log-in only and the session has no password.
   */
  @Get('providers/:provider/activation-link')
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiParam({ name: 'provider', type: String, example: 'PLAYHUB' })
  @ApiProblems(403, 409, 428)
  getProviderActivationLink(
    @CurrentCustomer() principal: CustomerPrincipal,
    @Param('provider') provider: string,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: SvaQueryDto,
    @Ip() address: string,
  ): Promise<SvaActivationLinkDto> {
    return this.svas.linkToProvider({ principal, address }, provider, contract.id);
  }

  /**
   * Makes a link to the activation page of a service.
   * @remarks As the link of a provider, for this service.
   */
  @Get(':svaId/activation-link')
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  @ApiParam({ name: 'svaId', type: String, example: 'watch-tv' })
  @ApiProblems(403, 409, 428)
  getSvaActivationLink(
    @CurrentCustomer() principal: CustomerPrincipal,
    @Param('svaId') svaId: string,
    @Owned('contract') contract: OwnedResource,
    @Query() _query: SvaQueryDto,
    @Ip() address: string,
  ): Promise<SvaActivationLinkDto> {
    return this.svas.linkTo({ principal, address }, svaId, contract.id);
  }

  /**
   * Activates a service.
   * @remarks The consent is kept. A paid service is charged once, and only at the price that the customer accepted:
   * 409 with `price_cents` otherwise. 504 `OUTCOME_UNCERTAIN` when the provider’s answer was lost: the service then
   * stays `PENDING_ACTIVATION` until it is known.
   */
  @Post(':svaId/activate')
  @HttpCode(201)
  @Idempotent()
  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' })
  @ApiParam({ name: 'svaId', type: String, example: 'watch-tv' })
  @ApiProblems(403, 428)
  activateSva(
    @CurrentCustomer() principal: CustomerPrincipal,
    @Param('svaId') svaId: string,
    @Owned('contract') contract: OwnedResource,
    @Body() { accepted_price_cents: acceptedPriceCents }: ActivateSvaDto,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<SvaActivatedDto> {
    const wish = { contractId: contract.id, acceptedPriceCents, userAgent };
    return this.svas.activate({ principal, address }, svaId, wish);
  }
}
