import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { MeTaxNotesController } from './me-tax-notes.controller.js';
import { TaxNotesService } from './tax-notes.service.js';

@Module({
  imports: [CustomersModule],
  controllers: [MeTaxNotesController],
  providers: [TaxNotesService],
})
export class TaxNotesModule {}
