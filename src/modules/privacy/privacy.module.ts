import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { ConsentRecordEntity } from './consent-record.entity.js';
import { Consents } from './consents.service.js';
import { MeConsentsController } from './me-consents.controller.js';
import { MePrivacyController } from './me-privacy.controller.js';
import { PersonalDataRegistration } from './personal-data-registration.js';
import { PersonalDataModule } from './personal-data.module.js';
import { PrivacyService } from './privacy.service.js';

@Module({
  imports: [PersonalDataModule, CustomersModule, ContractsModule, TypeOrmModule.forFeature([ConsentRecordEntity])],
  controllers: [MePrivacyController, MeConsentsController],
  providers: [PrivacyService, Consents, PersonalDataRegistration],
  exports: [Consents],
})
export class PrivacyModule {}
