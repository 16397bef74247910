import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomerContactsModule } from '../customers/customer-contacts.module.js';
import { MeReferralsController } from './me-referrals.controller.js';
import { ReferralCouponEntity } from './referral-coupon.entity.js';
import { ReferralPurge } from './referral-purge.job.js';
import { ReferralRegistration } from './referral-registration.js';
import { ReferralEntity } from './referral.entity.js';
import { ReferralsService } from './referrals.service.js';

@Module({
  imports: [CustomerContactsModule, TypeOrmModule.forFeature([ReferralEntity, ReferralCouponEntity])],
  controllers: [MeReferralsController],
  providers: [ReferralsService, ReferralRegistration, ReferralPurge],
})
export class ReferralsModule {}
