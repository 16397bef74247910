import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConnectionModule } from '../connection/connection.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { EquipmentService } from './equipment.service.js';
import { EquipmentRebootPurge } from './equipment-reboot-purge.job.js';
import { EquipmentRebootEntity } from './equipment-reboot.entity.js';
import { EquipmentReboots } from './equipment-reboots.service.js';
import { MeResourcesController } from './me-resources.controller.js';
import { QrCodes } from './qr-codes.service.js';

@Module({
  imports: [CustomersModule, ConnectionModule, TypeOrmModule.forFeature([EquipmentRebootEntity])],
  controllers: [MeResourcesController],
  providers: [EquipmentService, EquipmentReboots, EquipmentRebootPurge, QrCodes],
  exports: [EquipmentService],
})
export class EquipmentModule {}
