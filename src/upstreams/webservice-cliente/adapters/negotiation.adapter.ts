import { Injectable } from '@nestjs/common';
import {
  type NegotiationOutcome,
  NegotiationPort,
  type NegotiationRequest,
} from '../../../modules/finance/negotiation.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { negotiateBills } from '../operations/bill-payments.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class NegotiationAdapter extends NegotiationPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async commit({ customerId, credential, billIds, parcels }: NegotiationRequest): Promise<NegotiationOutcome> {
    try {
      await this.erp.call(
        negotiateBills,
        {
          body: {
            usuario: credential.user,
            senha: credential.password,
            dadosNegociacao: parcels.map((parcel) => ({
              numeroParcela: parcel.number,
              valorTotalParcela: parcel.total_cents,
              valorMultaParcela: parcel.fine_cents,
              valorJurosParcela: parcel.interest_cents,
              valorDescontoParcela: parcel.discount_cents,
              vencimentoParcela: parcel.due_date,
              idsFaturasNegociadas: [...billIds],
            })),
          },
        },
        { owner: customerId },
      );
      return 'done';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected') return 'refused';
      throw error;
    }
  }
}
