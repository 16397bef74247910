import { Inject, Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import { addDays, todayInSaoPaulo } from '../../../common/brazil/dates.js';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import { type CallTotal, type PhoneLine, PhoneLinePort } from '../../../modules/contracts/phone-line.port.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { listCalls, readCallTotals } from '../operations/contract-usage.js';
import { listContractsAsCustomer } from '../operations/contracts.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { attendanceOfProtocol, type AttendanceScope, findAttendance, openAttendance } from './attendances.js';
import { loginOf } from './customer-login.js';

/** The line's own number stands in its calls alone. */
const CALLS_LOOKED_AT_DAYS = 60;

@Injectable()
export class PhoneLineAdapter extends PhoneLinePort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
  ) {
    super();
  }

  async callTotals(holder: ContractHolder, contractId: string, credential: CustomerCredential): Promise<CallTotal[]> {
    const { value } = await this.erp.call(
      readCallTotals,
      { path: { idContrato: contractId }, body: loginOf(credential) },
      { owner: holder.id },
    );
    return value.map(({ kind, duration }) => ({
      kind,
      seconds: Math.round(duration * this.registers.secondsPerCallUnit),
    }));
  }

  async line(holder: ContractHolder, contractId: string, credential: CustomerCredential): Promise<PhoneLine> {
    const today = todayInSaoPaulo();
    const options = { owner: holder.id };
    // What only adds to the line is left out when it cannot be read.
    const [calls, account] = await Promise.all([
      this.erp
        .call(
          listCalls,
          {
            path: { idContrato: contractId },
            query: { dataInicio: addDays(today, -CALLS_LOOKED_AT_DAYS), dataFim: today },
            body: loginOf(credential),
          },
          options,
        )
        .catch(() => undefined),
      this.erp
        .call(
          listContractsAsCustomer,
          { path: { idCliente: holder.erpCustomerId }, body: loginOf(credential) },
          options,
        )
        .catch(() => undefined),
    ]);
    const contract = account?.value.contracts.find(({ id }) => id === contractId);
    const inMinutes = contract?.quotaUnit?.toUpperCase().startsWith('MIN') === true;
    return {
      number: calls?.value.find(({ from }) => from !== null)?.from ?? null,
      includedMinutes: inMinutes ? (contract?.quota ?? null) : null,
    };
  }

  requestCollectCalls(
    holder: ContractHolder,
    contractId: string,
    enabled: boolean,
    reference: string,
  ): Promise<{ protocol: string } | 'uncertain'> {
    const text = enabled
      ? 'Solicitação pelo aplicativo: liberar ligações a cobrar.'
      : 'Solicitação pelo aplicativo: bloquear ligações a cobrar.';
    return openAttendance(this.erp, this.scope(holder, contractId), text, reference);
  }

  async findCollectCallsRequest(
    holder: ContractHolder,
    contractId: string,
    reference: string,
    sentAt: Date,
  ): Promise<{ protocol: string } | undefined> {
    const found = await findAttendance(this.erp, this.scope(holder, contractId), reference, sentAt);
    return found === undefined ? undefined : { protocol: found.protocol };
  }

  async collectCallsRequestIsOpen(holder: ContractHolder, contractId: string, protocol: string): Promise<boolean> {
    const found = await attendanceOfProtocol(this.erp, this.scope(holder, contractId), protocol);
    return found?.open ?? false;
  }

  private scope(holder: ContractHolder, contractId: string): AttendanceScope {
    return { holder, contractId, typeId: this.registers.collectCallsTypeId };
  }
}
