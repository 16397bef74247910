import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AccessGuard } from './common/auth/access.guard.js';
import { ConfigModule } from './common/config/config.module.js';
import { type HttpConfig, httpConfig } from './common/http/http.config.js';
import { HttpModule } from './common/http/http.module.js';
import { IdempotencyGuard } from './common/idempotency/idempotency.guard.js';
import { IdempotencyModule } from './common/idempotency/idempotency.module.js';
import { JobsModule } from './common/jobs/jobs.module.js';
import { loggingParams } from './common/logging/logging.js';
import { OwnershipGuard } from './common/ownership/ownership.guard.js';
import { OwnershipModule } from './common/ownership/ownership.module.js';
import { persistenceConfig } from './common/persistence/persistence.config.js';
import { PersistenceModule } from './common/persistence/persistence.module.js';
import { PERSISTENCE_OPTIONS } from './common/persistence/persistence.options.js';
import { ActsModule } from './common/acts/acts.module.js';
import { SharedStoreModule } from './common/shared-store/shared-store.module.js';
import { AdminModule } from './modules/admin/admin.module.js';
import { AppUpdateGuard } from './modules/app-settings/app-update.guard.js';
import { AppContentModule } from './modules/app-content/app-content.module.js';
import { AppSettingsModule } from './modules/app-settings/app-settings.module.js';
import { AuthModule } from './modules/auth/auth.module.js';
import { AddressChangeModule } from './modules/address-change/address-change.module.js';
import { ConnectionModule } from './modules/connection/connection.module.js';
import { CoverageModule } from './modules/coverage/coverage.module.js';
import { CustomerContactsModule } from './modules/customers/customer-contacts.module.js';
import { FilesModule } from './modules/files/files.module.js';
import { OnboardingModule } from './modules/onboarding/onboarding.module.js';
import { PartnersModule } from './modules/partners/partners.module.js';
import { PrivacyModule } from './modules/privacy/privacy.module.js';
import { ProductsModule } from './modules/products/products.module.js';
import { RemindersModule } from './modules/reminders/reminders.module.js';
import { ReferralsModule } from './modules/referrals/referrals.module.js';
import { SupportModule } from './modules/support/support.module.js';
import { SupportHelpModule } from './modules/support/support-help.module.js';
import { TaxNotesModule } from './modules/tax-notes/tax-notes.module.js';
import { ContractsModule } from './modules/contracts/contracts.module.js';
import { EquipmentModule } from './modules/equipment/equipment.module.js';
import { CryptoModule } from './modules/crypto/crypto.module.js';
import { DevicesModule } from './modules/devices/devices.module.js';
import { FaqModule } from './modules/faq/faq.module.js';
import { FinanceModule } from './modules/finance/finance.module.js';
import { HealthModule } from './modules/health/health.module.js';
import { MassiveWarningsModule } from './modules/massive-warnings/massive-warnings.module.js';
import { MessagesModule } from './modules/messages/messages.module.js';
import { OneTimeCodesModule } from './modules/one-time-codes/one-time-codes.module.js';
import { OperationsModule } from './modules/operations/operations.module.js';
import { PopupsModule } from './modules/popups/popups.module.js';
import { PushNotificationsModule } from './modules/push-notifications/push-notifications.module.js';
import { ScreensModule } from './modules/screens/screens.module.js';
import { ServiceOrdersModule } from './modules/service-orders/service-orders.module.js';
import { SvasModule } from './modules/svas/svas.module.js';
import { WebhooksModule } from './modules/webhooks/webhooks.module.js';
import { WifiModule } from './modules/wifi/wifi.module.js';
import { UpstreamsModule } from './upstreams/upstreams.module.js';

@Module({})
export class AppModule {
  /** @param parsed every feature's configuration, by its definition's token */
  static with(parsed: ReadonlyMap<symbol, unknown>, logDestination?: DestinationStream): DynamicModule {
    const configs = new Map(parsed);
    configs.set(PERSISTENCE_OPTIONS, parsed.get(persistenceConfig.token));
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(configs),
        LoggerModule.forRootAsync({
          inject: [httpConfig.token],
          useFactory: (config: HttpConfig) => loggingParams(config, logDestination),
        }),
        PersistenceModule,
        SharedStoreModule,
        HttpModule,
        JobsModule,
        IdempotencyModule,
        ActsModule,
        OwnershipModule,
        UpstreamsModule,
        HealthModule,
        AuthModule,
        OneTimeCodesModule,
        AdminModule,
        OperationsModule,
        CryptoModule,
        AppSettingsModule,
        DevicesModule,
        FaqModule,
        AppContentModule,
        ContractsModule,
        MassiveWarningsModule,
        ConnectionModule,
        TaxNotesModule,
        AddressChangeModule,
        FinanceModule,
        ServiceOrdersModule,
        EquipmentModule,
        WifiModule,
        SvasModule,
        MessagesModule,
        PopupsModule,
        PushNotificationsModule,
        CoverageModule,
        OnboardingModule,
        PartnersModule,
        ProductsModule,
        SupportHelpModule,
        ScreensModule,
        CustomerContactsModule,
        SupportModule,
        FilesModule,
        ReferralsModule,
        RemindersModule,
        PrivacyModule,
        WebhooksModule,
      ],
      providers: [
        // In this order: whether the app is not too old, who is calling, whether what they name is theirs, and whether
        // it was answered before.
        { provide: APP_GUARD, useClass: AppUpdateGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: OwnershipGuard },
        { provide: APP_GUARD, useClass: IdempotencyGuard },
      ],
    };
  }
}
