import { Module } from '@nestjs/common';
import { ConnectionModule } from '../connection/connection.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { OneTimeCodesModule } from '../one-time-codes/one-time-codes.module.js';
import { AcsPort } from './acs.port.js';
import { MeWifiController } from './me-wifi.controller.js';
import { NoAcs } from './no-acs.js';
import { WifiService } from './wifi.service.js';

@Module({
  imports: [CustomersModule, ContractsModule, ConnectionModule, EquipmentModule, OneTimeCodesModule],
  controllers: [MeWifiController],
  providers: [WifiService, { provide: AcsPort, useClass: NoAcs }],
})
export class WifiModule {}
