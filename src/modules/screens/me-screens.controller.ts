import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { ConditionalGet } from '../../common/http/conditional-get.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../audience/app-caller.js';
import { HomeScreenDto } from './home-screen.dto.js';
import { HomeScreenService } from './home-screen.service.js';
import { LicenseTrustScreenDto } from './license-trust-screen.dto.js';
import { LicenseTrustScreenService } from './license-trust-screen.service.js';
import { ModifyAddressQueryDto, ModifyAddressScreenDto } from './modify-address-screen.dto.js';
import { ModifyAddressScreenService } from './modify-address-screen.service.js';
import { PaymentMethodsScreenDto } from './payment-methods-screen.dto.js';
import { PaymentMethodsScreenService } from './payment-methods-screen.service.js';
import { ProfileScreenDto } from './profile-screen.dto.js';
import { ProfileScreenService } from './profile-screen.service.js';
import { PromoScreenDto } from './promo-screen.dto.js';
import { PromoScreenService } from './promo-screen.service.js';
import { ScreenQueryDto } from './screen.dto.js';
import { StoreScreenDto } from './store-screen.dto.js';
import { StoreScreenService } from './store-screen.service.js';

@ApiTags('Screens')
@Access('customer')
@ApiAppHeaders()
@Controller('app/v1/interface')
export class MeScreensController {
  constructor(
    private readonly home: HomeScreenService,
    private readonly licenseTrust: LicenseTrustScreenService,
    private readonly profile: ProfileScreenService,
    private readonly paymentMethods: PaymentMethodsScreenService,
    private readonly promo: PromoScreenService,
    private readonly store: StoreScreenService,
    private readonly modifyAddress: ModifyAddressScreenService,
  ) {}

  /**
   * Home: each section says for itself how it stands.
   * @remarks Answers within its budget whatever the provider's systems do: a section that could not be read shows what
   * was kept of it (`stale`), or that it has nothing now (`error`).
   */
  @Get('home')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showHomeScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<HomeScreenDto> {
    return this.home.screen(customerId, contractId, app);
  }

  /**
   * The screen on which a suspended contract is unlocked on trust, or that says why it cannot be.
   * @remarks Without `contractId` a suspended contract is chosen.
   */
  @Get('license-trust')
  @ApiUpstreamProblems()
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showLicenseTrustScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<LicenseTrustScreenDto> {
    return this.licenseTrust.screen(customerId, contractId, app);
  }

  /** The profile: what is held about the customer, masked, what can be changed, and the rights over it. */
  @Get('profile')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showProfileScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() _query: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<ProfileScreenDto> {
    return this.profile.screen(customerId, app);
  }

  /** How the customer pays now, how else they could, and whether the bill can be digital. */
  @Get('payment-methods')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showPaymentMethodsScreen(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() _query: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<PaymentMethodsScreenDto> {
    return this.paymentMethods.screen(customer, app);
  }

  /**
   * Offers for the customer: none for whoever refused them.
   * @remarks Without `contractId` those on the plan of a contract that works.
   */
  @Get('promo')
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showPromoScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<PromoScreenDto> {
    return this.promo.screen(customerId, contractId, app);
  }

  /**
   * The store: what a customer can have beside, or in place of, what a contract has.
   * @remarks Without `contractId` one that works is chosen. A shelf that cannot be read says so for itself.
   */
  @Get('store')
  @ApiUpstreamProblems()
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showStoreScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ScreenQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<StoreScreenDto> {
    return this.store.screen(customerId, contractId, app);
  }

  /**
   * The form on which a change of address is asked for: fields, present address, fee and what becomes of the loyalty term.
   * @remarks With `cep` the fee for that postal code.
   */
  @Get('modify-address')
  @ApiUpstreamProblems()
  @ApiProblems(422)
  @ConditionalGet({ maxAgeSeconds: 0, tagInBody: true })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showModifyAddressScreen(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() query: ModifyAddressQueryDto,
    @CurrentApp() app: AppCaller,
  ): Promise<ModifyAddressScreenDto> {
    return this.modifyAddress.screen(customerId, query, app);
  }
}
