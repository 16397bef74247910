import { Module } from '@nestjs/common';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AdminJobsController } from './admin-jobs.controller.js';
import { AdminUpstreamsController } from './admin-upstreams.controller.js';
import { AdminWorkItemsController } from './admin-work-items.controller.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';
import { UpstreamStatusService } from './upstream-status.service.js';
import { WorkItemsService } from './work-items.service.js';

@Module({
  imports: [AdminAuditModule],
  controllers: [AdminJobsController, AdminWorkItemsController, AdminUpstreamsController],
  providers: [ScheduledJobsService, WorkItemsService, UpstreamStatusService],
})
export class OperationsModule {}
