import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { MassiveWarningsModule } from '../massive-warnings/massive-warnings.module.js';
import { ConnectionService } from './connection.service.js';
import { MeConnectionController } from './me-connection.controller.js';

@Module({
  imports: [CustomersModule, ContractsModule, MassiveWarningsModule],
  controllers: [MeConnectionController],
  providers: [ConnectionService],
  exports: [ConnectionService],
})
export class ConnectionModule {}
