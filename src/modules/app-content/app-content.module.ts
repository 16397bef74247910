import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AudienceModule } from '../audience/audience.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { AdminBannersController } from './banners/admin-banners.controller.js';
import { BannerEntity } from './banners/banner.entity.js';
import { BannerBook } from './banners/banner-book.service.js';
import { Banners } from './banners/banners.service.js';
import { MeBannersController } from './banners/me-banners.controller.js';
import { WarningBanners } from './banners/warning-banners.service.js';
import { WarningBannersModule } from './banners/warning-banners.module.js';
import { ContentDesk } from './content-desk.service.js';
import { AdminLegalDocumentsController } from './legal-documents/admin-legal-documents.controller.js';
import { LegalAcceptanceEntity } from './legal-documents/legal-acceptance.entity.js';
import { LegalDocumentEntity } from './legal-documents/legal-document.entity.js';
import { LegalDocumentBook } from './legal-documents/legal-document-book.service.js';
import { LegalDocuments } from './legal-documents/legal-documents.service.js';
import { MeLegalAcceptancesController } from './legal-documents/me-legal-acceptances.controller.js';
import { PublicLegalDocumentsController } from './legal-documents/public-legal-documents.controller.js';
import { AdminMenuItemsController } from './menu/admin-menu-items.controller.js';
import { AdminShortcutCardsController } from './menu/admin-shortcut-cards.controller.js';
import { MeNavigationController } from './menu/me-navigation.controller.js';
import { MenuItemEntity } from './menu/menu-item.entity.js';
import { MenuItemBook } from './menu/menu-item-book.service.js';
import { Navigation } from './menu/navigation.service.js';
import { ShortcutCardEntity } from './menu/shortcut-card.entity.js';
import { ShortcutCardBook } from './menu/shortcut-card-book.service.js';
import { AdminOnboardingSlidesController } from './onboarding-slides/admin-onboarding-slides.controller.js';
import { OnboardingSeenPurge } from './onboarding-slides/onboarding-seen-purge.job.js';
import { OnboardingSlideEntity } from './onboarding-slides/onboarding-slide.entity.js';
import { OnboardingSlideBook } from './onboarding-slides/onboarding-slide-book.service.js';
import { OnboardingSlideSeenEntity } from './onboarding-slides/onboarding-slide-seen.entity.js';
import { OnboardingSlides } from './onboarding-slides/onboarding-slides.service.js';
import { PublicOnboardingSlidesController } from './onboarding-slides/public-onboarding-slides.controller.js';
import { AdminPromotionsController } from './promotions/admin-promotions.controller.js';
import { PromotionEntity } from './promotions/promotion.entity.js';
import { PromotionBook } from './promotions/promotion-book.service.js';
import { Promotions } from './promotions/promotions.service.js';

/** What administrators keep for the app to show. */
@Module({
  imports: [
    AdminAuditModule,
    AudienceModule,
    ContractsModule,
    CustomersModule,
    PrivacyModule,
    WarningBannersModule,
    TypeOrmModule.forFeature([
      BannerEntity,
      MenuItemEntity,
      ShortcutCardEntity,
      PromotionEntity,
      OnboardingSlideEntity,
      OnboardingSlideSeenEntity,
      LegalDocumentEntity,
      LegalAcceptanceEntity,
    ]),
  ],
  controllers: [
    MeBannersController,
    MeNavigationController,
    PublicOnboardingSlidesController,
    PublicLegalDocumentsController,
    MeLegalAcceptancesController,
    AdminBannersController,
    AdminMenuItemsController,
    AdminShortcutCardsController,
    AdminOnboardingSlidesController,
    AdminPromotionsController,
    AdminLegalDocumentsController,
  ],
  providers: [
    ContentDesk,
    BannerBook,
    Banners,
    WarningBanners,
    MenuItemBook,
    ShortcutCardBook,
    Navigation,
    OnboardingSlideBook,
    OnboardingSlides,
    OnboardingSeenPurge,
    PromotionBook,
    Promotions,
    LegalDocumentBook,
    LegalDocuments,
  ],
  exports: [Banners, WarningBanners, Navigation, Promotions],
})
export class AppContentModule {}
