import { Module } from '@nestjs/common';
import { AddressChangeModule } from '../address-change/address-change.module.js';
import { AppContentModule } from '../app-content/app-content.module.js';
import { WarningBannersModule } from '../app-content/banners/warning-banners.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomerContactsModule } from '../customers/customer-contacts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { MassiveWarningsModule } from '../massive-warnings/massive-warnings.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PopupsModule } from '../popups/popups.module.js';
import { ProductsModule } from '../products/products.module.js';
import { SvasModule } from '../svas/svas.module.js';
import { BlockingBannerScreenService } from './blocking-banner-screen.service.js';
import { BlockingWarnings } from './blocking-warnings.service.js';
import { HomeBlockingBanner, HomeConnection, HomeContracts, HomeInvoices } from './home-account-sections.service.js';
import { HomeBanners, HomeMenu, HomeShortcuts, HomeWarnings } from './home-content-sections.service.js';
import { HomeMessages } from './home-messages.service.js';
import { HomePopups } from './home-popups.service.js';
import { HOME_SECTIONS, HomeScreenService } from './home-screen.service.js';
import type { HomeSection } from './home-visit.js';
import { InvoiceCards } from './invoice-cards.service.js';
import { InvoicesScreenService } from './invoices-screen.service.js';
import { LicenseTrustScreenService } from './license-trust-screen.service.js';
import { MePayingScreensController } from './me-paying-screens.controller.js';
import { MeScreensController } from './me-screens.controller.js';
import { ModifyAddressScreenService } from './modify-address-screen.service.js';
import { PaymentFlowScreenService } from './payment-flow-screen.service.js';
import { PaymentMethodsScreenService } from './payment-methods-screen.service.js';
import { ProfileScreenService } from './profile-screen.service.js';
import { PromoScreenService } from './promo-screen.service.js';
import { ScreenBuilders } from './screen-builders.service.js';
import type { SectionType } from './section-registry.js';
import { SectionRunner } from './section-runner.service.js';
import { StoreScreenService } from './store-screen.service.js';
import { StoreShelves } from './store-shelves.service.js';

const homeSections = [
  HomeBlockingBanner,
  HomeWarnings,
  HomeContracts,
  HomeConnection,
  HomeInvoices,
  HomeShortcuts,
  HomeBanners,
  HomeMenu,
  HomePopups,
  HomeMessages,
];

@Module({
  imports: [
    CustomersModule,
    CustomerContactsModule,
    ContractsModule,
    ConnectionModule,
    FinanceModule,
    ProductsModule,
    SvasModule,
    AddressChangeModule,
    PopupsModule,
    MessagesModule,
    MassiveWarningsModule,
    AppContentModule,
    WarningBannersModule,
  ],
  controllers: [MePayingScreensController, MeScreensController],
  providers: [
    ScreenBuilders,
    SectionRunner,
    InvoiceCards,
    InvoicesScreenService,
    BlockingBannerScreenService,
    BlockingWarnings,
    LicenseTrustScreenService,
    PaymentFlowScreenService,
    PaymentMethodsScreenService,
    ProfileScreenService,
    PromoScreenService,
    StoreShelves,
    StoreScreenService,
    ModifyAddressScreenService,
    ...homeSections,
    {
      provide: HOME_SECTIONS,
      inject: homeSections,
      useFactory: (...sections: HomeSection<SectionType>[]) => sections,
    },
    HomeScreenService,
  ],
})
export class ScreensModule {}
