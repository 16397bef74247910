import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { MeServiceProtocolsController } from './me-service-protocols.controller.js';
import { ServiceProtocolsService } from './service-protocols.service.js';

@Module({
  imports: [CustomersModule],
  controllers: [MeServiceProtocolsController],
  providers: [ServiceProtocolsService],
})
export class SupportModule {}
