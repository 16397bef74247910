import { Injectable } from '@nestjs/common';
import { addDays, daysBetween, type PlainDate, todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import { byDueDate, CustomerBillsService, pdfPathOf } from '../finance/customer-bills.service.js';
import { type PaymentCodes, PaymentCodesService } from '../finance/payment-codes.service.js';
import type { InvoiceCardDto, InvoicesScreenDto, InvoicesSectionDto } from './invoices-screen.dto.js';
import type { ScreenActionDto } from './screen.dto.js';

/** Bills due within this many days are "open"; those later are "next". */
const OPEN_WITHIN_DAYS = 30;
/** Bounds the digitable lines asked for one screen. */
const MOST_CARDS = 12;

/** The screen of what is owed: overdue, open, next, and the way to what was paid. */
@Injectable()
export class InvoicesScreenService {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly codes: PaymentCodesService,
  ) {}

  async screen(customerId: string, contractId: string | undefined): Promise<InvoicesScreenDto> {
    const { value, staleSince } = await this.bills.billsOf(customerId);
    const unpaid = value
      .filter((bill) => bill.paidOn === null)
      .filter((bill) => contractId === undefined || bill.contractIds.includes(contractId))
      .sort(byDueDate)
      .slice(0, MOST_CARDS);
    const today = todayInSaoPaulo();
    const openUntil = addDays(today, OPEN_WITHIN_DAYS);
    const cards = new Map(
      await Promise.all(
        unpaid.map(async (bill) => [bill.id, cardOf(bill, await this.codes.codesOf(bill), today)] as const),
      ),
    );
    const section = (id: string, title: string, belongs: (bill: CustomerBill) => boolean): InvoicesSectionDto =>
      sectionOf(
        id,
        title,
        unpaid.filter(belongs).flatMap(({ id: billId }) => cards.get(billId) ?? []),
        staleSince,
      );
    const sections = [
      section('overdue', 'Vencidas', ({ dueDate }) => dueDate < today),
      section('open', 'Em aberto', ({ dueDate }) => dueDate >= today && dueDate <= openUntil),
      section('next', 'Próximas', ({ dueDate }) => dueDate > openUntil),
      PAID_LINK,
    ];
    return {
      schema_version: 1,
      screen_id: 'invoices',
      ttl_s: 60,
      sections,
      layout: { order: sections.map(({ id }) => id) },
      refresh: { pull: true, after_s: 60 },
    };
  }
}

const PAID_LINK: InvoicesSectionDto = {
  id: 'paid',
  type: 'LINK',
  version: 1,
  state: 'ok',
  data: null,
  actions: [
    { id: 'PAID_INVOICES', type: 'HTTP', label: 'Ver faturas pagas', value: '/app/v1/customers/invoices/paid' },
  ],
};

function sectionOf(
  id: string,
  title: string,
  cards: InvoiceCardDto[],
  staleSince: Date | undefined,
): InvoicesSectionDto {
  const total = cards.reduce((sum, card) => sum + card.updated_amount_cents, 0);
  return {
    id,
    type: 'INVOICE_LIST',
    version: 1,
    state: staleSince !== undefined ? 'stale' : cards.length === 0 ? 'empty' : 'ok',
    ...(staleSince === undefined ? {} : { as_of: toSaoPauloInstant(staleSince) }),
    data: { title, total_cents: total, total_formatted: formatBrl(total), cards },
    actions: [],
  };
}

function cardOf(bill: CustomerBill, codes: PaymentCodes, today: PlainDate): InvoiceCardDto {
  const updated = bill.amountCents + bill.fineCents + bill.interestCents;
  return {
    id: bill.id,
    contract_ids: [...bill.contractIds],
    due_date: bill.dueDate,
    days_overdue: Math.max(0, daysBetween(bill.dueDate, today)),
    amount_cents: bill.amountCents,
    fine_cents: bill.fineCents,
    interest_cents: bill.interestCents,
    updated_amount_cents: updated,
    updated_amount_formatted: formatBrl(updated),
    actions: cardActions(bill, codes),
  };
}

/** Pix first; an action whose code could not be trusted is left out. */
function cardActions(bill: CustomerBill, { pix, digitableLine }: PaymentCodes): ScreenActionDto[] {
  const actions: ScreenActionDto[] = [];
  if (pix !== null) actions.push({ id: 'COPY_PIX', type: 'COPY', label: 'Copiar Pix', value: pix });
  if (digitableLine !== null) {
    actions.push({ id: 'COPY_BARCODE', type: 'COPY', label: 'Copiar código de barras', value: digitableLine });
  }
  actions.push({ id: 'PDF', type: 'HTTP', label: 'Baixar fatura', value: pdfPathOf(bill.id) });
  return actions;
}
