import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import type { Answered } from '../../../common/http/answered.js';
import {
  type BillingKind,
  type DebitAccount,
  type PaymentMethodsHolder,
  PaymentMethodsPort,
} from '../../../modules/finance/payment-methods.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { checkDigitalBill } from '../operations/contract-billing.js';
import { listCustomerAddresses, listDebitData } from '../operations/customer-records.js';
import {
  listBanks,
  listCardBrands,
  listChargingForms,
  listChargingFormsOfCity,
  listPaymentForms,
} from '../operations/finance-registers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

const CUSTOMER_CACHE = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };
/** Registers are the same for everybody. */

/** The ERP's word for each way of billing that the app tells apart; booklets and prepayment are none. */
const KINDS = { BOLETO: 'BOLETO', DIGITAL: 'DIGITAL', DEBITO: 'DEBIT' } as const;
const ENDING_DIGITS = 3;

@Injectable()
export class PaymentMethodsAdapter extends PaymentMethodsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async debitAccount({ id, erpCustomerId }: PaymentMethodsHolder): Promise<Answered<DebitAccount | null>> {
    const path = { idCliente: erpCustomerId };
    const { value, staleSince } = await this.erp
      .call(listDebitData, { path }, { owner: id, cache: CUSTOMER_CACHE })
      .catch((error: unknown): Answered<never[]> => {
        if (error instanceof UpstreamError && error.kind === 'not-found') return { value: [] };
        throw error;
      });
    const row = value.find(({ account }) => account !== null);
    const account = row === undefined ? null : { bank: await this.bankOf(row.bankId), ending: endingOf(row) };
    return { value: account, ...(staleSince === undefined ? {} : { staleSince }) };
  }

  async billingKinds({ id, erpCustomerId }: PaymentMethodsHolder): Promise<Answered<BillingKind[]>> {
    const addresses = await this.erp.call(
      listCustomerAddresses,
      { path: { idCliente: erpCustomerId } },
      { owner: id, cache: CUSTOMER_CACHE },
    );
    const cityId = (
      addresses.value.find((row) => row.cityId !== null && row.purpose === 'INSTALACAO') ??
      addresses.value.find((row) => row.cityId !== null)
    )?.cityId;
    const kinds = cityId == null ? await this.kindsAnywhere() : await this.kindsIn(cityId);
    const staleSince = addresses.staleSince ?? kinds.staleSince;
    return { value: kinds.value, ...(staleSince === undefined ? {} : { staleSince }) };
  }

  async cardBrands(): Promise<Answered<string[]>> {
    const [brands, forms] = await Promise.all([
      this.erp.call(listCardBrands, { query: {} }, ERP_REGISTER),
      this.erp.call(listPaymentForms, {}, ERP_REGISTER),
    ]);
    const names = brands.value.flatMap(({ name }) => name ?? []);
    const staleSince = brands.staleSince ?? forms.staleSince;
    return {
      // One brand stands there once for every acquirer.
      value: forms.value.some(({ card }) => card) ? [...new Set(names)].sort() : [],
      ...(staleSince === undefined ? {} : { staleSince }),
    };
  }

  async canTakeDigitalBill({
    id,
    erpCustomerId,
    credential,
  }: PaymentMethodsHolder & { readonly credential: CustomerCredential }): Promise<boolean | 'password-refused'> {
    try {
      const { value } = await this.erp.call(
        checkDigitalBill,
        { path: { idCliente: erpCustomerId }, body: { usuario: credential.user, senha: credential.password } },
        { owner: id },
      );
      return value.allowed;
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'customer-credential') return 'password-refused';
      throw error;
    }
  }

  private async kindsIn(cityId: string): Promise<Answered<BillingKind[]>> {
    const found = await Promise.all(
      (['BOLETO', 'DIGITAL', 'DEBITO'] as const).map(async (tipo) => ({
        kind: KINDS[tipo],
        forms: await this.erp.call(listChargingFormsOfCity, { path: { idCidade: cityId, tipo } }, ERP_REGISTER),
      })),
    );
    const staleSince = found.find(({ forms }) => forms.staleSince !== undefined)?.forms.staleSince;
    return {
      value: found.filter(({ forms }) => forms.value.some(({ active }) => active)).map(({ kind }) => kind),
      ...(staleSince === undefined ? {} : { staleSince }),
    };
  }

  /** Where the ERP has no address of the customer's. */
  private async kindsAnywhere(): Promise<Answered<BillingKind[]>> {
    const { value, staleSince } = await this.erp.call(listChargingForms, {}, ERP_REGISTER);
    const forms = value.filter(({ active }) => active);
    const kinds = new Set(
      forms.map(({ automaticDebit, digital }): BillingKind => {
        if (automaticDebit) return 'DEBIT';
        return digital ? 'DIGITAL' : 'BOLETO';
      }),
    );
    return { value: [...kinds], ...(staleSince === undefined ? {} : { staleSince }) };
  }

  /** A name only adds to the account. */
  private async bankOf(bankId: string | null): Promise<string | null> {
    if (bankId === null) return null;
    const banks = await this.erp.call(listBanks, {}, ERP_REGISTER).catch(() => undefined);
    return banks?.value.find(({ id }) => id === bankId)?.name ?? null;
  }
}

const endingOf = ({ account, accountDigit }: { account: string | null; accountDigit: string | null }): string =>
  `${account ?? ''}${accountDigit ?? ''}`.replace(/\W/g, '').slice(-ENDING_DIGITS);
