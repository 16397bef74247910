import { Injectable } from '@nestjs/common';
import { formatSlashedDayFirst } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import { CustomerBillsService } from '../finance/customer-bills.service.js';
import { type PaymentCodes, PaymentCodesService } from '../finance/payment-codes.service.js';
import { PaymentLinksService } from '../finance/payment-links.service.js';
import { PaymentStatusService } from '../finance/payment-status.service.js';
import { payByLink, pdfAction, updatedCentsOf } from './invoice-cards.service.js';
import type { PaymentFlowScreenDto, PaymentOptionDto, PaymentPayloadDto } from './payment-flow-screen.dto.js';
import { copy, read } from './screen-actions.js';
import { ScreenBuilders } from './screen-builders.service.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';

type PaymentStatus = Awaited<ReturnType<PaymentStatusService['statusOf']>>;
type LiveLinks = Awaited<ReturnType<PaymentLinksService['liveOf']>>;
type LiveLink = LiveLinks extends ReadonlyMap<unknown, infer L> ? L : never;

/** The screen on which one bill is paid. Reading it makes no charge: what needs one is an action. */
@Injectable()
export class PaymentFlowScreenService {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly codes: PaymentCodesService,
    private readonly links: PaymentLinksService,
    private readonly payments: PaymentStatusService,
    private readonly builders: ScreenBuilders,
  ) {}

  /** @throws Problem NOT_FOUND for a bill that the provider lists no more. */
  async screen(customerId: string, billId: string, app: AppCaller): Promise<PaymentFlowScreenDto> {
    const builder = this.builders.for('payment-flow', app);
    const { value, staleSince } = await this.bills.billsOf(customerId);
    const bill = value.find(({ id }) => id === billId);
    if (bill === undefined) throw new Problem(problems.notFound);
    const status = await this.payments.statusOfBill(customerId, bill);
    const toPay = status.state === 'OPEN';
    const options = toPay ? await this.optionsOf(customerId, bill, builder) : [];
    return builder.screen({ ttlSeconds: 0, refreshAfterSeconds: 30 }, [
      builder.section('payment-status', 'PAYMENT_STATUS', progressOf(status)),
      builder.section('payment-options', 'PAYMENT_OPTIONS', optionsContent(bill, options, staleSince)),
    ]);
  }

  /** Pix first, then the boleto, then the card. */
  private async optionsOf(customerId: string, bill: CustomerBill, builder: ScreenBuilder): Promise<PaymentOptionDto[]> {
    const [codes, live] = await Promise.all([this.codes.codesOf(bill), this.links.liveOf(customerId, bill)]);
    return [this.pix(bill, codes, live), boleto(bill, codes), this.card(bill)]
      .filter((option) => option !== undefined)
      .map((option) => ({ ...option, actions: builder.actions(option.actions) }));
  }

  private pix(bill: CustomerBill, codes: PaymentCodes, live: LiveLinks): PaymentOptionDto | undefined {
    const payload = linkPayload(live.get('PIX')) ?? staticPix(bill, codes);
    const option = {
      method: 'PIX',
      title: 'Pix',
      description: 'Aprovação em instantes, a qualquer hora. Confira o nome do recebedor antes de pagar.',
    } as const;
    if (payload !== undefined) {
      return { ...option, payload, actions: [copy('COPY_PIX', 'Copiar código Pix', payload.code)] };
    }
    if (!this.links.offers('PIX')) return undefined;
    return {
      ...option,
      payload: null,
      actions: [payByLink('PAY_PIX', 'Gerar código Pix', { invoice_ids: [bill.id], method: 'PIX' })],
    };
  }

  /** Asked for again, a live link is given again. */
  private card(bill: CustomerBill): PaymentOptionDto | undefined {
    if (!this.links.offers('CARD')) return undefined;
    return {
      method: 'CARD',
      title: 'Cartão',
      description: 'O pagamento é feito na página segura da operadora.',
      payload: null,
      actions: [payByLink('PAY_CARD', 'Pagar com cartão', { invoice_ids: [bill.id], method: 'CARD' })],
    };
  }
}

/** A charge that can be paid by its code. */
function linkPayload(link: LiveLink | undefined): PaymentPayloadDto | undefined {
  if (link?.pix_copy_paste == null) return undefined;
  return {
    code: link.pix_copy_paste,
    code_formatted: link.pix_copy_paste,
    barcode: null,
    qr_png: link.qr_png,
    expires_at: link.expires_at,
    amount_cents: link.amount_cents,
    amount_formatted: link.amount_formatted,
  };
}

/** A code of the bill as it was issued: it does not end. */
const codePayload = (
  bill: CustomerBill,
  code: string,
  formatted: string,
  barcode: string | null,
): PaymentPayloadDto => ({
  code,
  code_formatted: formatted,
  barcode,
  qr_png: null,
  expires_at: null,
  amount_cents: bill.amountCents,
  amount_formatted: formatBrl(bill.amountCents),
});

const staticPix = (bill: CustomerBill, { pix }: PaymentCodes): PaymentPayloadDto | undefined =>
  pix === null ? undefined : codePayload(bill, pix, pix, null);

/** Without a line that can be trusted the bill can still be opened as a document. */
function boleto(
  bill: CustomerBill,
  { digitableLine, digitableLineFormatted, barcode }: PaymentCodes,
): PaymentOptionDto {
  return {
    method: 'BOLETO',
    title: 'Boleto',
    description: 'A confirmação leva até três dias úteis.',
    payload:
      digitableLine === null
        ? null
        : codePayload(bill, digitableLine, digitableLineFormatted ?? digitableLine, barcode),
    actions: [
      ...(digitableLine === null ? [] : [copy('COPY_BARCODE', 'Copiar código de barras', digitableLine)]),
      pdfAction(bill.id),
    ],
  };
}

function optionsContent(
  bill: CustomerBill,
  methods: PaymentOptionDto[],
  staleSince: Date | undefined,
): SectionContent<'PAYMENT_OPTIONS'> {
  const amount = updatedCentsOf(bill);
  return {
    state: staleSince !== undefined ? 'stale' : methods.length === 0 ? 'empty' : 'ok',
    ...(staleSince === undefined ? {} : { asOf: staleSince }),
    data: {
      invoice_id: bill.id,
      due_date: bill.dueDate,
      updated_amount_cents: amount,
      updated_amount_formatted: formatBrl(amount),
      methods,
    },
    ...(methods.length === 0
      ? {}
      : {
          textActions: methods.flatMap(({ actions }) => actions),
          text: {
            title: `Fatura de ${formatBrl(amount)}`,
            text: `Vencimento em ${formatSlashedDayFirst(bill.dueDate)}.`,
          },
        }),
  };
}

const PROGRESS_TEXTS: Readonly<Record<PaymentStatus['state'], string>> = {
  OPEN: 'Aguardando pagamento.',
  CONFIRMING: 'Pagamento recebido. A baixa da fatura acontece em instantes.',
  PAID: 'Esta fatura está paga.',
};

const progressOf = (status: PaymentStatus): SectionContent<'PAYMENT_STATUS'> => {
  const pollPath = `/app/v1/customers/invoices/${status.invoice_id}/payment-status`;
  return {
    state: 'ok',
    data: {
      state: status.state,
      paid_on: status.paid_on,
      poll_path: pollPath,
      poll_after_s: status.poll_after_s,
    },
    actions: status.poll_after_s === null ? [] : [read('CHECK_PAYMENT', 'Já paguei', pollPath)],
    text: { title: 'Pagamento', text: PROGRESS_TEXTS[status.state] },
  };
};
