import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { MeProductsController } from './me-products.controller.js';
import { ProductsService } from './products.service.js';

/** Plans that a customer can change to. */
@Module({
  imports: [CustomersModule, FinanceModule, CoverageModule],
  controllers: [MeProductsController],
  providers: [ProductsService],
})
export class ProductsModule {}
