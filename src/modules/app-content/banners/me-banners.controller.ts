import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../../common/auth/principal.js';
import { ConditionalGet } from '../../../common/http/conditional-get.js';
import { Owns } from '../../../common/ownership/owned.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../../audience/app-caller.js';
import { ContractChoiceQuery } from '../content.dto.js';
import { BannersDto, ListBannersQuery, WarningBannersDto } from './banner.dto.js';
import { Banners } from './banners.service.js';
import { WarningBanners } from './warning-banners.service.js';

@ApiTags('App content')
@Controller('app/v1/interface/banners')
@Access('customer')
@ApiAppHeaders()
export class MeBannersController {
  constructor(
    private readonly banners: Banners,
    private readonly warnings: WarningBanners,
  ) {}

  /**
   * List the banners to show to the customer at a placement
   *
   * @remarks None is an empty list, also for a placement that nobody uses.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  async listBanners(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { placement, contractId }: ListBannersQuery,
    @CurrentApp() app: AppCaller,
  ): Promise<BannersDto> {
    return { items: await this.banners.forCustomer(customerId, contractId, app, placement) };
  }

  /**
   * List everything that the customer is warned of
   *
   * @remarks Whether a contract is or will be blocked, what touches many customers, and what administrators announce.
   * What cannot be read now is left out, and `partial` says so.
   */
  @Get('warnings')
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listWarningBanners(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ContractChoiceQuery,
    @CurrentApp() app: AppCaller,
  ): Promise<WarningBannersDto> {
    return this.warnings.forCustomer({ customerId, contractId, app });
  }
}
