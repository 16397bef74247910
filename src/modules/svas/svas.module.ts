import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { AdminSvasController } from './admin-svas.controller.js';
import { MeSvasController } from './me-svas.controller.js';
import { PublicSvaActivationController } from './public-sva-activation.controller.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationEntity } from './sva-activation.entity.js';
import { SvaActivationLinkEntity } from './sva-activation-link.entity.js';
import { SvaActivationLinks } from './sva-activation-links.service.js';
import { SvaCatalogue } from './sva-catalogue.service.js';
import { SvaEntitlements } from './sva-entitlements.service.js';
import { SvaLinkPurge } from './sva-link-purge.job.js';
import { SvaPurchases } from './sva-purchases.service.js';
import { SvasService } from './svas.service.js';

@Module({
  imports: [
    AdminAuditModule,
    CustomersModule,
    ContractsModule,
    TypeOrmModule.forFeature([SvaEntity, SvaActivationEntity, SvaActivationLinkEntity]),
  ],
  controllers: [MeSvasController, PublicSvaActivationController, AdminSvasController],
  providers: [SvasService, SvaEntitlements, SvaPurchases, SvaActivationLinks, SvaLinkPurge, SvaCatalogue],
  exports: [SvasService],
})
export class SvasModule {}
