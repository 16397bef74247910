import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AudienceTargets } from './audience-targets.service.js';
import { CustomerContractFactEntity } from './customer-contract-fact.entity.js';
import { CustomerFactsService } from './customer-facts.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerContractFactEntity])],
  providers: [AudienceTargets, CustomerFactsService],
  exports: [AudienceTargets, CustomerFactsService],
})
export class AudienceModule {}
