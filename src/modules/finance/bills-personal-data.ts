import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProviderPersonalData } from '../privacy/provider-personal-data.service.js';
import { CustomerBillsService } from './customer-bills.service.js';

const FISCAL =
  'Faturas são guardadas pelo provedor por obrigação fiscal (Lei 13.709/2018, art. 16, I; Lei 5.172/1966, art. 173).';

/** The bills that the provider keeps, for the export of a customer's data. */
@Injectable()
export class BillsPersonalData implements OnModuleInit {
  constructor(
    private readonly provider: ProviderPersonalData,
    private readonly bills: CustomerBillsService,
  ) {}

  onModuleInit(): void {
    this.provider.register({
      name: 'provider.bills',
      title: 'Faturas no sistema do provedor',
      kind: 'customer-bill',
      reason: FISCAL,
      export: async (customerId) => {
        const { value } = await this.bills.billsOf(customerId);
        return value.map((bill) => ({
          id: bill.id,
          contract_ids: bill.contractIds,
          document_number: bill.documentNumber,
          due_date: bill.dueDate,
          paid_on: bill.paidOn,
          amount_cents: bill.amountCents,
          fine_cents: bill.fineCents,
          interest_cents: bill.interestCents,
        }));
      },
    });
  }
}
