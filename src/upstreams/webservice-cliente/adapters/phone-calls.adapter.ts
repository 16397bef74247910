import { Injectable } from '@nestjs/common';
import type { PlainDate } from '../../../common/brazil/dates.js';
import {
  type CallsHolder,
  type CallTotal,
  type PhoneCall,
  PhoneCallsPort,
} from '../../../modules/finance/phone-calls.port.js';
import { listCalls, readCallTotals } from '../operations/contract-usage.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const loginOf = ({ credential }: CallsHolder) => ({ usuario: credential.user, senha: credential.password });

/** Nothing of it is cached: the key of a kept answer would hold the customer's password. */
@Injectable()
export class PhoneCallsAdapter extends PhoneCallsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(holder: CallsHolder, contractId: string, from: PlainDate, to: PlainDate): Promise<PhoneCall[]> {
    const { value } = await this.erp.call(
      listCalls,
      {
        path: { idContrato: contractId },
        query: { dataInicio: from, dataFim: to },
        body: loginOf(holder),
      },
      { owner: holder.id },
    );
    return value.map((call) => ({
      startedAt: call.calledAt,
      origin: call.from,
      destination: call.to,
      kind: call.kind,
      region: call.region,
      durationSeconds: call.duration,
      amountCents: call.priceCents,
    }));
  }

  async currentTotals(holder: CallsHolder, contractId: string): Promise<CallTotal[]> {
    const { value } = await this.erp.call(
      readCallTotals,
      { path: { idContrato: contractId }, body: loginOf(holder) },
      { owner: holder.id },
    );
    return value.map(({ kind, duration }) => ({ kind, durationSeconds: duration }));
  }
}
