import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppEventEntity } from './app-event.entity.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { AppEventForwarding } from './app-event-forwarding.js';
import { AppEvents } from './app-events.service.js';
import { DeviceSessions } from './device-sessions.service.js';
import { DeviceEntity } from './device.entity.js';
import { DevicesPurge } from './devices-purge.job.js';
import { PublicAppEventsController } from './public-app-events.controller.js';
import { PushDevices } from './push-devices.service.js';

@Module({
  imports: [PrivacyModule, TypeOrmModule.forFeature([DeviceEntity, AppEventEntity])],
  controllers: [PublicAppEventsController],
  providers: [DeviceSessions, PushDevices, AppEvents, AppEventForwarding, DevicesPurge],
  exports: [DeviceSessions, PushDevices, AppEvents],
})
export class DevicesModule {}
