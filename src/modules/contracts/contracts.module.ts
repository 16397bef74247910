import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { ContractActEntity } from './contract-act.entity.js';
import { ContractActs } from './contract-acts.service.js';
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
import { TemporarySuspensionService } from './temporary-suspension.service.js';

@Module({
  imports: [
    CustomersModule,
    TypeOrmModule.forFeature([ContractActEntity, ContractTermAcceptanceEntity, PlanOfferEntity]),
  ],
  controllers: [
    MeContractsController,
    MeDueDatesController,
    MePhoneLineController,
    MeContractPlanController,
    MeContractTermController,
    MeContractUsageController,
    MeTemporarySuspensionController,
  ],
  providers: [
    ContractsService,
    ContractActs,
    DueDatesService,
    PhoneLineService,
    ContractPlanService,
    ContractTermService,
    ContractUsageService,
    TemporarySuspensionService,
  ],
  exports: [ContractsService, ContractActs],
})
export class ContractsModule {}
