import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoginThrottleModule } from '../../common/auth/login-throttle.module.js';
import { AdminTokenRegistry } from '../../common/auth/token-registries.js';
import { AdminAuditEntriesController } from './admin-audit-entries.controller.js';
import { AdminAuditModule } from './admin-audit.module.js';
import { AdminAuthService } from './admin-auth.service.js';
import { AdminJwtStrategy } from './admin-jwt.strategy.js';
import { AdminKnownAddressEntity } from './admin-known-address.entity.js';
import { AdminLoginLocks } from './admin-login-locks.js';
import { AdminMeController } from './admin-me.controller.js';
import { AdminMe } from './admin-me.service.js';
import { AdminRecordsPurge } from './admin-records-purge.job.js';
import { AdminRecoveryCodeEntity } from './admin-recovery-code.entity.js';
import { AdminTokens } from './admin-tokens.js';
import { AdminTotpEntity } from './admin-totp.entity.js';
import { AdminTotp } from './admin-totp.service.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { AdminUsersController } from './admin-users.controller.js';
import { AdminUsers } from './admin-users.service.js';
import { AuditEntries } from './audit-entries.service.js';
import { PublicAdminAuthController } from './public-admin-auth.controller.js';

/** Exports the registry of admin tokens, which every route's access guard asks. */
@Module({
  imports: [
    TypeOrmModule.forFeature([AdminUserEntity, AdminTotpEntity, AdminRecoveryCodeEntity, AdminKnownAddressEntity]),
    AdminAuditModule,
    LoginThrottleModule,
  ],
  controllers: [PublicAdminAuthController, AdminMeController, AdminUsersController, AdminAuditEntriesController],
  providers: [
    AdminAuthService,
    AdminJwtStrategy,
    AdminLoginLocks,
    AdminMe,
    AdminRecordsPurge,
    AdminTokens,
    AdminTotp,
    AdminUsers,
    AuditEntries,
    { provide: AdminTokenRegistry, useExisting: AdminTokens },
  ],
  exports: [AdminTokenRegistry],
})
export class AdminModule {}
