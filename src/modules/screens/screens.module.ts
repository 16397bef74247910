import { Module } from '@nestjs/common';
import { FinanceModule } from '../finance/finance.module.js';
import { InvoicesScreenService } from './invoices-screen.service.js';
import { MeInvoicesScreenController } from './me-invoices-screen.controller.js';

@Module({
  imports: [FinanceModule],
  controllers: [MeInvoicesScreenController],
  providers: [InvoicesScreenService],
})
export class ScreensModule {}
