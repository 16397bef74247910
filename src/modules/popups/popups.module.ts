import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AdminPopupsController } from './admin-popups.controller.js';
import { LocalPopupAudience } from './local-popup-audience.js';
import { MePopupsController } from './me-popups.controller.js';
import { PopupEntity } from './popup.entity.js';
import { PopupAudiencePort } from './popup-audience.port.js';
import { PopupAuthoringService } from './popup-authoring.service.js';
import { PopupShowingService } from './popup-showing.service.js';
import { PopupViewEntity } from './popup-view.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([PopupEntity, PopupViewEntity]), AdminAuditModule],
  controllers: [MePopupsController, AdminPopupsController],
  providers: [PopupShowingService, PopupAuthoringService, { provide: PopupAudiencePort, useClass: LocalPopupAudience }],
})
export class PopupsModule {}
