import { Module } from '@nestjs/common';
import { HealthService } from './health.service.js';
import { PublicHealthController } from './public-health.controller.js';

@Module({ controllers: [PublicHealthController], providers: [HealthService] })
export class HealthModule {}
