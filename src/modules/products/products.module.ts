import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { AddOnsService } from './add-ons.service.js';
import { MeProductsController } from './me-products.controller.js';
import { PlanPromotionsService } from './plan-promotions.service.js';
import { ProductsService } from './products.service.js';
import { RegisterRefreshJob } from './register-refresh.job.js';

/** Plans that a customer can change to. */
@Module({
  imports: [CustomersModule, FinanceModule, CoverageModule, PrivacyModule],
  controllers: [MeProductsController],
  providers: [ProductsService, AddOnsService, PlanPromotionsService, RegisterRefreshJob],
  exports: [ProductsService, AddOnsService, PlanPromotionsService],
})
export class ProductsModule {}
