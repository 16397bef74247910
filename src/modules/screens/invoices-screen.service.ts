import { Injectable } from '@nestjs/common';
import { addDays, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import { byDueDate, CustomerBillsService } from '../finance/customer-bills.service.js';
import { InvoiceCards } from './invoice-cards.service.js';
import type { InvoiceCardDto, InvoicesScreenDto } from './invoices-screen.dto.js';
import { read } from './screen-actions.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import { ScreenBuilders } from './screen-builders.service.js';

/** Bills due within this many days are "open"; those later are "next". */
const OPEN_WITHIN_DAYS = 30;
/** Bounds the digitable lines asked for one screen. */
const MOST_CARDS = 12;

/** The screen of what is owed: overdue, open, next, and the way to what was paid. */
@Injectable()
export class InvoicesScreenService {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly cards: InvoiceCards,
    private readonly builders: ScreenBuilders,
  ) {}

  async screen(customerId: string, contractId: string | undefined, app: AppCaller): Promise<InvoicesScreenDto> {
    const builder = this.builders.for('invoices', app);
    const { value, staleSince } = await this.bills.billsOf(customerId);
    const cards = await this.cards.of(customerId, unpaidBills(value, contractId).slice(0, MOST_CARDS), builder);
    const today = todayInSaoPaulo();
    const openUntil = addDays(today, OPEN_WITHIN_DAYS);
    const section = (id: string, title: string, belongs: (due: string) => boolean) =>
      builder.section(
        id,
        'INVOICE_LIST',
        listOf(
          title,
          cards.filter((card) => belongs(card.due_date)),
          staleSince,
        ),
      );
    return builder.screen({ ttlSeconds: 60, refreshAfterSeconds: 60 }, [
      section('overdue', 'Vencidas', (due) => due < today),
      section('open', 'Em aberto', (due) => due >= today && due <= openUntil),
      section('next', 'Próximas', (due) => due > openUntil),
      paidLink(builder),
    ]);
  }
}

function listOf(title: string, cards: InvoiceCardDto[], staleSince: Date | undefined): SectionContent<'INVOICE_LIST'> {
  const total = cards.reduce((sum, card) => sum + card.updated_amount_cents, 0);
  return {
    state: staleSince !== undefined ? 'stale' : cards.length === 0 ? 'empty' : 'ok',
    ...(staleSince === undefined ? {} : { asOf: staleSince }),
    data: { title, total_cents: total, total_formatted: formatBrl(total), cards },
  };
}

const paidLink = (builder: ScreenBuilder) =>
  builder.links('paid', null, [
    {
      id: 'PAID_INVOICES',
      title: 'Faturas pagas',
      description: null,
      action: read('PAID_INVOICES', 'Ver faturas pagas', '/app/v1/customers/invoices/paid'),
    },
  ]);

/** Unpaid bills of a contract, or of all, the oldest first. */
export const unpaidBills = (bills: readonly CustomerBill[], contractId: string | undefined): CustomerBill[] =>
  bills
    .filter((bill) => bill.paidOn === null)
    .filter((bill) => contractId === undefined || bill.contractIds.includes(contractId))
    .sort(byDueDate);
