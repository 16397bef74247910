import { Inject, Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import type { Answered } from '../../common/http/answered.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { PaymentLinksService } from './payment-links.service.js';
import { type DebitAccount, PaymentMethodsPort } from './payment-methods.port.js';

export const waysOfPaying = ['PIX', 'PIX_AUTOMATICO', 'CARD', 'AUTO_DEBIT', 'BOLETO'] as const;
export type WayOfPaying = (typeof waysOfPaying)[number];

export interface PaymentMethod {
  readonly way: WayOfPaying;
  readonly available: boolean;
  /** Brands of cards; of the card only. */
  readonly brands: readonly string[];
  /** Where the customer signs up for it; null where that is not needed, or not possible in the app. */
  readonly enrolmentUrl: string | null;
}

/** `PASSWORD_NEEDED`: only the customer can ask, and this session has no password, or one that was changed elsewhere. */
export type DigitalBillStanding = 'CAN_SWITCH' | 'DIGITAL_OR_REFUSED' | 'PASSWORD_NEEDED';

/** How a customer pays now, and how else they could. */
@Injectable()
export class PaymentMethodsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: PaymentMethodsPort,
    private readonly links: PaymentLinksService,
    private readonly credentials: UpstreamCredentials,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  /** The account that bills are debited from; null where they are paid by whoever gets them. */
  async debitAccount(customerId: string): Promise<Answered<DebitAccount | null>> {
    return this.port.debitAccount(await this.accounts.get(customerId));
  }

  /** Every way of paying, the quickest first, and whether it can be used here. */
  async methods(customerId: string): Promise<Answered<PaymentMethod[]>> {
    const [kinds, brands] = await Promise.all([
      this.port.billingKinds(await this.accounts.get(customerId)),
      this.links.offers('CARD') ? this.port.cardBrands() : NO_BRANDS,
    ]);
    const staleSince = kinds.staleSince ?? brands.staleSince;
    const { pixAutomaticoUrl } = this.config;
    const available: Readonly<Record<WayOfPaying, boolean>> = {
      PIX: this.links.offers('PIX'),
      PIX_AUTOMATICO: pixAutomaticoUrl !== undefined,
      CARD: this.links.offers('CARD'),
      AUTO_DEBIT: kinds.value.includes('DEBIT'),
      BOLETO: kinds.value.includes('BOLETO') || kinds.value.includes('DIGITAL'),
    };
    return {
      value: waysOfPaying.map((way) => ({
        way,
        available: available[way],
        brands: way === 'CARD' ? brands.value : [],
        enrolmentUrl: way === 'PIX_AUTOMATICO' ? (pixAutomaticoUrl ?? null) : null,
      })),
      ...(staleSince === undefined ? {} : { staleSince }),
    };
  }

  async digitalBill(customer: CustomerPrincipal): Promise<DigitalBillStanding> {
    const account = await this.accounts.get(customer.customerId);
    try {
      const credential = await this.credentials.of(customer);
      const answer = await this.port.canTakeDigitalBill({ ...account, credential });
      if (answer === 'password-refused') return 'PASSWORD_NEEDED';
      return answer ? 'CAN_SWITCH' : 'DIGITAL_OR_REFUSED';
    } catch (error) {
      if (error instanceof Problem && error.kind === problems.upstreamCredentialsRequired) return 'PASSWORD_NEEDED';
      throw error;
    }
  }
}

const NO_BRANDS: Answered<string[]> = { value: [] };
