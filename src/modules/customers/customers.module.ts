import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomerAccountEntity } from './customer-account.entity.js';
import { CustomerAccounts } from './customer-accounts.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CustomerAccountEntity])],
  providers: [CustomerAccounts],
  exports: [CustomerAccounts],
})
export class CustomersModule {}
