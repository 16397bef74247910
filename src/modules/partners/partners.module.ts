import { Module } from '@nestjs/common';
import { PartnersService } from './partners.service.js';
import { ServicePartnersController } from './service-partners.controller.js';

@Module({
  controllers: [ServicePartnersController],
  providers: [PartnersService],
})
export class PartnersModule {}
