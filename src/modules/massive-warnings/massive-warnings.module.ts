import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { WarningBannersModule } from '../app-content/banners/warning-banners.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { AdminMassiveWarningsController } from './admin-massive-warnings.controller.js';
import { MassiveWarningAuthoring } from './massive-warning-authoring.service.js';
import { MassiveWarningEntity } from './massive-warning.entity.js';
import { MassiveWarningBanners } from './massive-warning-banners.service.js';
import { MassiveWarningExpiry } from './massive-warning-expiry.job.js';
import { MassiveWarningNotices } from './massive-warning-notices.service.js';
import { MassiveWarnings } from './massive-warnings.service.js';
import { MeMassiveWarningsController } from './me-massive-warnings.controller.js';
import { OutageNotices } from './outage-notices.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([MassiveWarningEntity]),
    AdminAuditModule,
    ContractsModule,
    MessagesModule,
    WarningBannersModule,
  ],
  controllers: [MeMassiveWarningsController, AdminMassiveWarningsController],
  providers: [
    MassiveWarnings,
    OutageNotices,
    MassiveWarningAuthoring,
    MassiveWarningNotices,
    MassiveWarningBanners,
    MassiveWarningExpiry,
  ],
  exports: [MassiveWarnings, OutageNotices],
})
export class MassiveWarningsModule {}
