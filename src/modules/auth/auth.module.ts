import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoginThrottleModule } from '../../common/auth/login-throttle.module.js';
import { SessionRegistry } from '../../common/auth/session-registry.js';
import { ServiceTokenRegistry } from '../../common/auth/token-registries.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AppSettingsModule } from '../app-settings/app-settings.module.js';
import { ForcePasswordUpdateSwitch } from '../app-settings/force-password-update.service.js';
import { AudienceModule } from '../audience/audience.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { OneTimeCodesModule } from '../one-time-codes/one-time-codes.module.js';
import { AccessRecordPurge } from './access-record-purge.job.js';
import { AccessRecordEntity } from './access-record.entity.js';
import { AdminOauthClientsController } from './admin-oauth-clients.controller.js';
import { AuthService } from './auth.service.js';
import { CustomerJwtStrategy } from './customer-jwt.strategy.js';
import { CustomerSessionEntity } from './customer-session.entity.js';
import { CustomerSessions } from './customer-sessions.service.js';
import { ForcedPasswordUpdate } from './forced-password-update.port.js';
import { MeAuthController } from './me-auth.controller.js';
import { MePasswordsController } from './me-passwords.controller.js';
import { OauthClientEntity } from './oauth-client.entity.js';
import { OauthClients } from './oauth-clients.service.js';
import { OauthTokens } from './oauth-tokens.service.js';
import { PasswordActPurge } from './password-act-purge.job.js';
import { PasswordActEntity } from './password-act.entity.js';
import { PasswordActs } from './password-acts.js';
import { PasswordRecovery } from './password-recovery.service.js';
import { PasswordUpdateCheck } from './password-update-check.service.js';
import { Passwords } from './passwords.service.js';
import { PublicAuthController } from './public-auth.controller.js';
import { PublicOauthController } from './public-oauth.controller.js';
import { PublicPasswordsController } from './public-passwords.controller.js';
import { PublicSigningKeysController } from './public-signing-keys.controller.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SealedUpstreamCredentials } from './sealed-upstream-credentials.js';
import { ServiceJwtStrategy } from './service-jwt.strategy.js';
import { SessionPurge } from './session-purge.job.js';
import { UserVerification } from './user-verification.service.js';

/**
 * Global for the registries of sessions and service tokens, which every route's access guard asks, and for the sealed
 * credentials.
 */
@Global()
@Module({
  imports: [
    PassportModule,
    AdminAuditModule,
    AppSettingsModule,
    AudienceModule,
    CustomersModule,
    DevicesModule,
    LoginThrottleModule,
    OneTimeCodesModule,
    TypeOrmModule.forFeature([
      AccessRecordEntity,
      CustomerSessionEntity,
      RefreshTokenEntity,
      PasswordActEntity,
      OauthClientEntity,
    ]),
  ],
  controllers: [
    PublicAuthController,
    MeAuthController,
    PublicPasswordsController,
    MePasswordsController,
    PublicOauthController,
    AdminOauthClientsController,
    PublicSigningKeysController,
  ],
  providers: [
    AuthService,
    CustomerJwtStrategy,
    CustomerSessions,
    SealedUpstreamCredentials,
    SessionPurge,
    AccessRecordPurge,
    Passwords,
    PasswordActs,
    PasswordActPurge,
    PasswordRecovery,
    PasswordUpdateCheck,
    UserVerification,
    OauthTokens,
    OauthClients,
    ServiceJwtStrategy,
    { provide: ForcedPasswordUpdate, useExisting: ForcePasswordUpdateSwitch },
    { provide: ServiceTokenRegistry, useExisting: OauthTokens },
    { provide: SessionRegistry, useExisting: CustomerSessions },
    { provide: UpstreamCredentials, useExisting: SealedUpstreamCredentials },
  ],
  exports: [SessionRegistry, ServiceTokenRegistry, UpstreamCredentials, CustomerSessions],
})
export class AuthModule {}
