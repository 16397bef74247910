import { Inject, Injectable } from '@nestjs/common';
import {
  type BillPayment,
  type BillPaymentOutcome,
  BillPaymentsPort,
} from '../../../modules/finance/bill-payments.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type BillPaymentsConfig, billPaymentsConfig } from '../bill-payments.config.js';
import { payBill } from '../operations/bill-payments.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class BillPaymentsAdapter extends BillPaymentsPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(billPaymentsConfig.token) private readonly config: BillPaymentsConfig,
  ) {
    super();
  }

  async pay(payment: BillPayment): Promise<BillPaymentOutcome> {
    const { accountId, forms } = this.config;
    if (accountId === undefined) throw new UpstreamError('unsupported', payBill.id, { reason: 'no-account' });
    const form = forms[payment.method];
    const { amountCents, fineCents, interestCents } = payment;
    try {
      await this.erp.call(
        payBill,
        {
          body: {
            IDFatura: payment.billId,
            IDContaFinanceira: accountId,
            ...(form === undefined ? {} : { IDFormaPagamento: form }),
            ValorPago: amountCents + fineCents + interestCents,
            ValorMulta: fineCents,
            ValorJuros: interestCents,
            ValorDesconto: 0,
            DataPagamento: payment.paidOn,
            PagamentoParcial: payment.partial,
          },
        },
        { owner: payment.customerId, priority: 'background' },
      );
      return 'paid';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected' && error.reason === 'already-paid') return 'already-paid';
      throw error;
    }
  }
}
