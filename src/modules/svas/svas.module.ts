import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { MeSvasController } from './me-svas.controller.js';
import { PublicSvaActivationController } from './public-sva-activation.controller.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationEntity } from './sva-activation.entity.js';
import { SvaActivationLinkEntity } from './sva-activation-link.entity.js';
import { SvaActivationLinks } from './sva-activation-links.service.js';
import { SvaEntitlements } from './sva-entitlements.service.js';
import { SvaLinkPurge } from './sva-link-purge.job.js';
import { SvaPurchases } from './sva-purchases.service.js';
import { SvasService } from './svas.service.js';

@Module({
  imports: [
    CustomersModule,
    ContractsModule,
    TypeOrmModule.forFeature([SvaEntity, SvaActivationEntity, SvaActivationLinkEntity]),
  ],
  controllers: [MeSvasController, PublicSvaActivationController],
  providers: [SvasService, SvaEntitlements, SvaPurchases, SvaActivationLinks, SvaLinkPurge],
})
export class SvasModule {}
