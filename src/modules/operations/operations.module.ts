import { Module } from '@nestjs/common';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { ActSettlements } from './act-settlements.service.js';
import { AdminJobsController } from './admin-jobs.controller.js';
import { AdminUncertainActsController } from './admin-uncertain-acts.controller.js';
import { AdminUpstreamsController } from './admin-upstreams.controller.js';
import { AdminWorkItemsController } from './admin-work-items.controller.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';
import { UpstreamStatusService } from './upstream-status.service.js';
import { WorkItemsService } from './work-items.service.js';

@Module({
  imports: [AdminAuditModule],
  controllers: [AdminJobsController, AdminWorkItemsController, AdminUpstreamsController, AdminUncertainActsController],
  providers: [ScheduledJobsService, WorkItemsService, UpstreamStatusService, ActSettlements],
})
export class OperationsModule {}
