import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OneTimeCodesModule } from '../one-time-codes/one-time-codes.module.js';
import { CustomerContactBook } from './customer-contact-book.js';
import { CustomerContactMirror } from './customer-contact-mirror.js';
import { CustomerContactVerification } from './customer-contact-verification.service.js';
import { CustomerContactEntity } from './customer-contact.entity.js';
import { CustomerContactsService } from './customer-contacts.service.js';
import { CustomersModule } from './customers.module.js';
import { MeCustomerEmailsController } from './me-customer-emails.controller.js';
import { MeCustomerPhonesController } from './me-customer-phones.controller.js';

/** Apart from the accounts, which the one-time codes' neighbours need without contacts. */
@Module({
  imports: [CustomersModule, OneTimeCodesModule, TypeOrmModule.forFeature([CustomerContactEntity])],
  controllers: [MeCustomerEmailsController, MeCustomerPhonesController],
  providers: [CustomerContactBook, CustomerContactMirror, CustomerContactsService, CustomerContactVerification],
  exports: [CustomerContactsService],
})
export class CustomerContactsModule {}
