import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OneTimeCodesModule } from '../one-time-codes/one-time-codes.module.js';
import { OnboardingAcceptanceEntity } from './onboarding-acceptance.entity.js';
import { OnboardingPendingEntity } from './onboarding-pending.entity.js';
import { OnboardingPurge } from './onboarding-purge.job.js';
import { OnboardingService } from './onboarding.service.js';
import { PublicOnboardingController } from './public-onboarding.controller.js';
import { SaleConfirmations } from './sale-confirmation.service.js';

/** What was sold, from the buyer's proof of who they are to their acceptance. */
@Module({
  imports: [OneTimeCodesModule, TypeOrmModule.forFeature([OnboardingPendingEntity, OnboardingAcceptanceEntity])],
  controllers: [PublicOnboardingController],
  providers: [OnboardingService, SaleConfirmations, OnboardingPurge],
})
export class OnboardingModule {}
