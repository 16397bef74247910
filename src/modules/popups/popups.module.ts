import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AudienceModule } from '../audience/audience.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { AdminPopupsController } from './admin-popups.controller.js';
import { MePopupsController } from './me-popups.controller.js';
import { PopupEntity } from './popup.entity.js';
import { PopupAuthoringService } from './popup-authoring.service.js';
import { PopupPreviewService } from './popup-preview.service.js';
import { PopupReachEntity } from './popup-reach.entity.js';
import { PopupShowingService } from './popup-showing.service.js';
import { PopupStatisticEntity } from './popup-statistic.entity.js';
import { PopupStatisticsService } from './popup-statistics.service.js';
import { PopupViewEntity } from './popup-view.entity.js';
import { PopupsPurge } from './popups-purge.job.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([PopupEntity, PopupReachEntity, PopupViewEntity, PopupStatisticEntity]),
    AdminAuditModule,
    AudienceModule,
    CustomersModule,
  ],
  controllers: [MePopupsController, AdminPopupsController],
  providers: [PopupShowingService, PopupAuthoringService, PopupPreviewService, PopupStatisticsService, PopupsPurge],
  exports: [PopupShowingService],
})
export class PopupsModule {}
