import { Inject, Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { DebitAccount } from '../finance/payment-methods.port.js';
import {
  type DigitalBillStanding,
  type PaymentMethod,
  PaymentMethodsService,
  type WayOfPaying,
} from '../finance/payment-methods.service.js';
import type {
  CurrentPaymentMethodDataDto,
  DigitalBillDataDto,
  PaymentMethodItemDto,
  PaymentMethodsScreenDto,
} from './payment-methods-screen.dto.js';
import { navigate, openUrl } from './screen-actions.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import { ScreenBuilders } from './screen-builders.service.js';
import { type ScreensConfig, screensConfig } from './screens.config.js';
import { SectionRunner } from './section-runner.service.js';
import { upstreamContent } from './upstream-content.js';

/** The screen of how a customer pays now and how else they could. */
@Injectable()
export class PaymentMethodsScreenService {
  constructor(
    private readonly methods: PaymentMethodsService,
    private readonly builders: ScreenBuilders,
    private readonly runner: SectionRunner,
    @Inject(screensConfig.token) private readonly config: ScreensConfig,
  ) {}

  async screen(customer: CustomerPrincipal, app: AppCaller): Promise<PaymentMethodsScreenDto> {
    const builder = this.builders.for('payment-methods', app);
    const budgetMs = this.config.sectionBudgetMs;
    const sections = await Promise.all([
      this.runner.run(builder, {
        id: 'current',
        type: 'CURRENT_PAYMENT_METHOD',
        title: 'Como você paga hoje',
        budgetMs,
        read: () => this.current(customer.customerId),
      }),
      this.runner.run(builder, {
        id: 'available',
        type: 'PAYMENT_METHODS',
        title: 'Formas de pagamento',
        budgetMs,
        read: () => this.available(customer.customerId, builder),
      }),
      this.runner.run(builder, {
        id: 'digital-bill',
        type: 'DIGITAL_BILL',
        title: 'Fatura digital',
        budgetMs,
        read: () => this.digitalBill(customer),
      }),
    ]);
    return builder.screen({ ttlSeconds: 300, refreshAfterSeconds: 300 }, sections);
  }

  private async current(customerId: string): Promise<SectionContent<'CURRENT_PAYMENT_METHOD'>> {
    const { value, staleSince } = await this.methods.debitAccount(customerId);
    const data = currentData(value);
    return upstreamContent({ data, text: { title: data.title, text: data.description } }, staleSince);
  }

  private async available(customerId: string, builder: ScreenBuilder): Promise<SectionContent<'PAYMENT_METHODS'>> {
    const { value, staleSince } = await this.methods.methods(customerId);
    const items = value.map((method) => methodItem(method, builder));
    return upstreamContent(
      {
        data: { items },
        actions: [navigate('INVOICES', 'Pagar uma fatura', '/app/v1/interface/invoices')],
        text: {
          title: 'Formas de pagamento',
          text: items
            .filter(({ available }) => available)
            .map(({ title }) => title)
            .join(', '),
        },
      },
      staleSince,
    );
  }

  private async digitalBill(customer: CustomerPrincipal): Promise<SectionContent<'DIGITAL_BILL'>> {
    const data = digitalBillData(await this.methods.digitalBill(customer));
    return { state: 'ok', data, text: { title: data.title, text: data.text } };
  }
}

const currentData = (account: DebitAccount | null): CurrentPaymentMethodDataDto =>
  account === null
    ? { method: 'BOLETO', title: 'Boleto', description: 'Você recebe a fatura e escolhe como pagar.' }
    : {
        method: 'AUTO_DEBIT',
        title: 'Débito automático',
        description: `${account.bank ?? 'Conta bancária'}, conta com final ${account.ending}`,
      };

const WORDS: Readonly<Record<WayOfPaying, { readonly title: string; readonly description: string }>> = {
  PIX: { title: 'Pix', description: 'Aprovação em instantes, a qualquer hora.' },
  PIX_AUTOMATICO: {
    title: 'Pix Automático',
    description: 'Você autoriza uma vez, e cada fatura é paga por Pix no vencimento.',
  },
  CARD: { title: 'Cartão', description: 'O pagamento é feito na página segura da operadora.' },
  AUTO_DEBIT: { title: 'Débito automático', description: 'A fatura é debitada da sua conta no vencimento.' },
  BOLETO: { title: 'Boleto', description: 'A confirmação leva até três dias úteis.' },
};

const methodItem = (method: PaymentMethod, builder: ScreenBuilder): PaymentMethodItemDto => ({
  method: method.way,
  ...WORDS[method.way],
  available: method.available,
  brands: [...method.brands],
  actions: builder.actions(method.enrolmentUrl === null ? [] : [openUrl('ENROL', 'Autorizar', method.enrolmentUrl)]),
});

const DIGITAL_BILL_WORDS: Readonly<Record<DigitalBillStanding, Omit<DigitalBillDataDto, 'standing'>>> = {
  CAN_SWITCH: {
    title: 'Sua fatura pode ser digital',
    text: 'Peça ao atendimento a fatura digital: ela chega por e-mail, sem papel.',
  },
  DIGITAL_OR_REFUSED: {
    title: 'Fatura digital',
    text: 'Sua fatura já é digital, ou o seu contrato não permite a mudança.',
  },
  PASSWORD_NEEDED: {
    title: 'Fatura digital',
    text: 'Entre com a sua senha para ver se a sua fatura pode ser digital.',
  },
};

const digitalBillData = (standing: DigitalBillStanding): DigitalBillDataDto => ({
  standing,
  ...DIGITAL_BILL_WORDS[standing],
});
