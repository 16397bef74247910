import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomerAccountEntity } from './customer-account.entity.js';
import { CustomerAccounts } from './customer-accounts.service.js';
import { CustomerRoundEntity } from './customer-round.entity.js';
import { CustomerRounds } from './customer-rounds.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerAccountEntity, CustomerRoundEntity])],
  providers: [CustomerAccounts, CustomerRounds],
  exports: [CustomerAccounts, CustomerRounds],
})
export class CustomersModule {}
