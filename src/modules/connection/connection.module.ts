import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { ConnectionService } from './connection.service.js';
import { MeConnectionController } from './me-connection.controller.js';
import { NoOutageNotices } from './no-outage-notices.js';
import { OutageNotices } from './outage-notices.port.js';

@Module({
  imports: [CustomersModule, ContractsModule],
  controllers: [MeConnectionController],
  providers: [ConnectionService, { provide: OutageNotices, useClass: NoOutageNotices }],
  exports: [ConnectionService],
})
export class ConnectionModule {}
