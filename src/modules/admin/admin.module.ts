import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoginThrottleModule } from '../../common/auth/login-throttle.module.js';
import { AdminAuditModule } from './admin-audit.module.js';
import { AdminAuthService } from './admin-auth.service.js';
import { AdminJwtStrategy } from './admin-jwt.strategy.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { PublicAdminAuthController } from './public-admin-auth.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([AdminUserEntity]), AdminAuditModule, LoginThrottleModule],
  controllers: [PublicAdminAuthController],
  providers: [AdminAuthService, AdminJwtStrategy],
})
export class AdminModule {}
