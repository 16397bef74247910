import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { ServiceOrdersModule } from '../service-orders/service-orders.module.js';
import { AddressChangeService } from './address-change.service.js';
import { MeAddressChangeController } from './me-address-change.controller.js';

@Module({
  imports: [CustomersModule, ContractsModule, CoverageModule, ServiceOrdersModule],
  controllers: [MeAddressChangeController],
  providers: [AddressChangeService],
  exports: [AddressChangeService],
})
export class AddressChangeModule {}
