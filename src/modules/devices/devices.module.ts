import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppEventEntity } from './app-event.entity.js';
import { AppEvents } from './app-events.service.js';
import { DeviceSessions } from './device-sessions.service.js';
import { DeviceEntity } from './device.entity.js';
import { DevicesPurge } from './devices-purge.job.js';
import { PublicAppEventsController } from './public-app-events.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([DeviceEntity, AppEventEntity])],
  controllers: [PublicAppEventsController],
  providers: [DeviceSessions, AppEvents, DevicesPurge],
  exports: [DeviceSessions, AppEvents],
})
export class DevicesModule {}
