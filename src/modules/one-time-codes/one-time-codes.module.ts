import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OneTimeCodeAllowanceEntity } from './one-time-code-allowance.entity.js';
import { OneTimeCodeAllowances } from './one-time-code-allowances.js';
import { OneTimeCodeChallengeEntity } from './one-time-code-challenge.entity.js';
import { OneTimeCodeDispatch } from './one-time-code-dispatch.js';
import { OneTimeCodePurge } from './one-time-code-purge.job.js';
import { OneTimeCodeSecrets } from './one-time-code-secrets.js';
import { OneTimeCodes } from './one-time-codes.service.js';
import { PublicOneTimeCodesController } from './public-one-time-codes.controller.js';
import { VerificationTokens } from './verification-tokens.service.js';

/** Codes by SMS, WhatsApp or e-mail, and the verifications that flows of other modules redeem. */
@Module({
  imports: [TypeOrmModule.forFeature([OneTimeCodeChallengeEntity, OneTimeCodeAllowanceEntity])],
  controllers: [PublicOneTimeCodesController],
  providers: [
    OneTimeCodes,
    VerificationTokens,
    OneTimeCodeSecrets,
    OneTimeCodeAllowances,
    OneTimeCodeDispatch,
    OneTimeCodePurge,
  ],
  exports: [OneTimeCodes, VerificationTokens],
})
export class OneTimeCodesModule {}
