import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ServiceOrdersModule } from '../service-orders/service-orders.module.js';
import { DueDateReminders } from './due-date-reminders.job.js';
import { TrustExpiryReminders } from './trust-expiry-reminders.job.js';
import { VisitNewsJob } from './visit-news.job.js';
import { VisitReminders } from './visit-reminders.job.js';

/** What customers are told before it is too late. */
@Module({
  imports: [CustomersModule, FinanceModule, MessagesModule, ServiceOrdersModule],
  providers: [DueDateReminders, TrustExpiryReminders, VisitReminders, VisitNewsJob],
})
export class RemindersModule {}
