import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { AudienceModule } from '../audience/audience.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { AdminPlanOffersController } from './admin-plan-offers.controller.js';
import { ContractPlaces } from './contract-places.service.js';
import { ContractPlanService } from './contract-plan.service.js';
import { ContractTermAcceptanceEntity } from './contract-term-acceptance.entity.js';
import { ContractTermService } from './contract-term.service.js';
import { ContractUsageService } from './contract-usage.service.js';
import { ContractsService } from './contracts.service.js';
import { DueDatesService } from './due-dates.service.js';
import { MeContractPlanController } from './me-contract-plan.controller.js';
import { MeContractTermController } from './me-contract-term.controller.js';
import { MeContractUsageController } from './me-contract-usage.controller.js';
import { MeContractsController } from './me-contracts.controller.js';
import { MeDueDatesController } from './me-due-dates.controller.js';
import { MePhoneLineController } from './me-phone-line.controller.js';
import { MeTemporarySuspensionController } from './me-temporary-suspension.controller.js';
import { PhoneLineService } from './phone-line.service.js';
import { PlanOfferEntity } from './plan-offer.entity.js';
import { PlanOfferBook } from './plan-offer-book.service.js';
import { TemporarySuspensionService } from './temporary-suspension.service.js';

@Module({
  imports: [
    AdminAuditModule,
    AudienceModule,
    CustomersModule,
    TypeOrmModule.forFeature([ContractTermAcceptanceEntity, PlanOfferEntity]),
  ],
  controllers: [
    MeContractsController,
    MeDueDatesController,
    MePhoneLineController,
    MeContractPlanController,
    MeContractTermController,
    MeContractUsageController,
    MeTemporarySuspensionController,
    AdminPlanOffersController,
  ],
  providers: [
    ContractsService,
    ContractPlaces,
    DueDatesService,
    PhoneLineService,
    ContractPlanService,
    ContractTermService,
    ContractUsageService,
    TemporarySuspensionService,
    PlanOfferBook,
  ],
  exports: [ContractsService, ContractPlaces],
})
export class ContractsModule {}
