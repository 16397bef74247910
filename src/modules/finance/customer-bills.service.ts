import { Injectable } from '@nestjs/common';
import type { Document } from '../../common/brazil/document.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { Answered } from '../../common/http/answered.js';
import { pageOf } from '../../common/http/page.dto.js';
import { staleness } from '../../common/http/staleness.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type {
  CustomerBillDto,
  PaidBillListDto,
  PaidBillsQueryDto,
  QuickInvoiceItemDto,
  QuickInvoiceListDto,
} from './customer-bills.dto.js';
import { type CustomerBill, CustomerBillsPort } from './customer-bills.port.js';
import { PaymentCodesService } from './payment-codes.service.js';

/** More than anybody owes; bounds the digitable lines asked for one answer. */
const MOST_OPEN_BILLS = 12;

@Injectable()
export class CustomerBillsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly bills: CustomerBillsPort,
    private readonly codes: PaymentCodesService,
    private readonly ledger: OwnershipLedger,
  ) {}

  /** Every bill of the customer, each recorded as theirs; `fresh` takes no kept answer. */
  async billsOf(customerId: string, options?: { readonly fresh: boolean }): Promise<Answered<CustomerBill[]>> {
    const bills = await this.bills.list(await this.accounts.get(customerId), options);
    await this.ledger.record(
      customerId,
      'customer-bill',
      bills.value.map(({ id, contractIds: [first] }) => ({
        id,
        ...(first === undefined ? {} : { contractId: first }),
      })),
    );
    return bills;
  }

  /** Paid bills, the latest payment first. */
  async paid(customerId: string, query: PaidBillsQueryDto): Promise<PaidBillListDto> {
    const { value, staleSince } = await this.billsOf(customerId);
    const { contractId, from, to } = query;
    const paid = value
      .flatMap((bill) => (bill.paidOn === null ? [] : [{ ...bill, paidOn: bill.paidOn }]))
      .filter((bill) => contractId === undefined || bill.contractIds.includes(contractId))
      .filter((bill) => (from === undefined || bill.paidOn >= from) && (to === undefined || bill.paidOn <= to))
      .sort((left, right) => right.paidOn.localeCompare(left.paidOn) || right.dueDate.localeCompare(left.dueDate));
    const page = pageOf(paid, query);
    return {
      ...page,
      items: page.items.map((bill) => ({ ...billDto(bill), paid_on: bill.paidOn, pdf_path: pdfPathOf(bill.id) })),
      ...staleness(staleSince),
    };
  }

  /** What is owed on a document, without log-in: only what paying needs. */
  async quickInvoice(document: Document): Promise<QuickInvoiceListDto> {
    const open = (await this.bills.listOpenOfDocument(document)).sort(byDueDate).slice(0, MOST_OPEN_BILLS);
    return { items: await Promise.all(open.map((bill) => this.quickItem(bill))) };
  }

  pdf(billId: string): Promise<Uint8Array> {
    return this.bills.pdf(billId);
  }

  private async quickItem(bill: CustomerBill): Promise<QuickInvoiceItemDto> {
    const codes = await this.codes.codesOf(bill);
    return {
      due_date: bill.dueDate,
      amount_cents: bill.amountCents,
      amount_formatted: formatBrl(bill.amountCents),
      digitable_line: codes.digitableLine,
      digitable_line_formatted: codes.digitableLineFormatted,
      pix_copy_paste: codes.pix,
    };
  }
}

export const byDueDate = (left: CustomerBill, right: CustomerBill): number =>
  left.dueDate.localeCompare(right.dueDate) || left.id.localeCompare(right.id);

export const pdfPathOf = (billId: string): string => `/app/v1/customers/invoices/${billId}/pdf`;

const billDto = (bill: CustomerBill): CustomerBillDto => ({
  id: bill.id,
  contract_ids: [...bill.contractIds],
  document_number: bill.documentNumber,
  due_date: bill.dueDate,
  amount_cents: bill.amountCents,
  amount_formatted: formatBrl(bill.amountCents),
});
