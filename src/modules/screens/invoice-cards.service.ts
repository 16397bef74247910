import { Inject, Injectable } from '@nestjs/common';
import { daysBetween, type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import { pdfPathOf } from '../finance/customer-bills.service.js';
import { NegotiationsService } from '../finance/negotiation.service.js';
import { type PaymentCodes, PaymentCodesService } from '../finance/payment-codes.service.js';
import { PaymentLinksService } from '../finance/payment-links.service.js';
import type { InvoiceBadgeDto, InvoiceCardDto } from './invoices-screen.dto.js';
import { type ScreensConfig, screensConfig } from './screens.config.js';
import { withinBudget } from './section-budget.js';
import { copy, read, submit } from './screen-actions.js';
import type { ScreenActionDto } from './screen.dto.js';
import type { ScreenBuilder } from './screen-builder.js';

/** Due within this many days counts as soon. */
const SOON_DAYS = 3;

/** Bills as cards, each with what can be done with it. */
@Injectable()
export class InvoiceCards {
  private readonly extrasBudgetMs: number;

  constructor(
    private readonly codes: PaymentCodesService,
    private readonly negotiations: NegotiationsService,
    private readonly links: PaymentLinksService,
    @Inject(screensConfig.token) config: ScreensConfig,
  ) {
    // What only adds actions to a card must leave its section the time to be shown.
    this.extrasBudgetMs = Math.ceil(config.sectionBudgetMs / 2);
  }

  /**
   * In the order of the bills. Codes and offers that cannot be had are left out; the cards stay.
   * @param askNegotiable the contracts that can be negotiated, where somebody else asks for them too
   */
  async of(
    customerId: string,
    bills: readonly CustomerBill[],
    builder: ScreenBuilder,
    askNegotiable = () => this.negotiations.negotiable(customerId),
  ): Promise<InvoiceCardDto[]> {
    const today = todayInSaoPaulo();
    const [negotiable, codes] = await Promise.all([
      bills.some(({ dueDate }) => dueDate < today)
        ? withinBudget(this.extrasBudgetMs, askNegotiable).catch(() => NOTHING)
        : NOTHING,
      Promise.all(bills.map((bill) => this.codesOf(bill))),
    ]);
    return bills.map((bill, place) => ({
      ...cardOf(bill, today),
      actions: builder.actions(this.actionsOf(bill, codes[place], bill.dueDate < today ? negotiable : NOTHING)),
    }));
  }

  private codesOf(bill: CustomerBill): Promise<PaymentCodes | undefined> {
    return withinBudget(this.extrasBudgetMs, () => this.codes.codesOf(bill)).catch(() => undefined);
  }

  /** Pix first; an action whose code could not be trusted is left out. */
  private actionsOf(
    bill: CustomerBill,
    codes: PaymentCodes | undefined,
    negotiable: ReadonlySet<string>,
  ): ScreenActionDto[] {
    const actions: ScreenActionDto[] = [];
    if (codes?.pix != null) actions.push(copy('COPY_PIX', 'Copiar Pix', codes.pix));
    if (codes?.digitableLine != null) {
      actions.push(copy('COPY_BARCODE', 'Copiar código de barras', codes.digitableLine));
    }
    if (this.links.offers('CARD')) {
      actions.push(payByLink('PAY_CARD', 'Pagar com cartão', { invoice_ids: [bill.id], method: 'CARD' }));
    }
    const contractId = bill.contractIds.find((id) => negotiable.has(id));
    if (contractId !== undefined) actions.push(negotiateAction(contractId, [bill.id]));
    actions.push(pdfAction(bill.id));
    return actions;
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** Asks for a link to pay with, and leads to where its answer says. */
export const payByLink = (
  id: string,
  label: string,
  body: { readonly invoice_ids: readonly string[]; readonly method: 'PIX' | 'CARD' | 'BOLETO' },
): ScreenActionDto => submit(id, label, { method: 'POST', path: '/app/v1/finances/payment-links', body });

export const pdfAction = (billId: string): ScreenActionDto => read('PDF', 'Baixar fatura', pdfPathOf(billId));

/** The parcels that overdue bills of a contract can be paid in; all of them when none is named. */
export const negotiateAction = (contractId: string, billIds?: readonly string[]): ScreenActionDto =>
  read(
    'NEGOTIATE',
    'Negociar',
    `/app/v1/finances/negotiations/parcels?contractId=${contractId}${
      billIds === undefined ? '' : `&invoiceIds=${billIds.join(',')}`
    }`,
  );

function cardOf(bill: CustomerBill, today: PlainDate): Omit<InvoiceCardDto, 'actions'> {
  const updated = updatedCentsOf(bill);
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
    badge: badgeOf(daysBetween(today, bill.dueDate)),
  };
}

/** What is owed today, in centavos. */
export const updatedCentsOf = ({ amountCents, fineCents, interestCents }: CustomerBill): number =>
  amountCents + fineCents + interestCents;

function badgeOf(days: number): InvoiceBadgeDto {
  if (days < 0) return { text: `Vencida há ${-days} ${days === -1 ? 'dia' : 'dias'}`, tone: 'CRITICAL' };
  if (days === 0) return { text: 'Vence hoje', tone: 'ATTENTION' };
  return {
    text: `Vence em ${days} ${days === 1 ? 'dia' : 'dias'}`,
    tone: days <= SOON_DAYS ? 'ATTENTION' : 'NEUTRAL',
  };
}
