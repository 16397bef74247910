import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import type { Answered } from '../../../common/http/answered.js';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import { type DueDate, DueDatesPort, type DueDateSituation } from '../../../modules/contracts/due-dates.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { changeDueDateOfContract, checkDueDateChange } from '../operations/contract-billing.js';
import { listActiveDueDates, readContractWithBills } from '../operations/contracts.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { loginOf } from './customer-login.js';
import { ERP_REGISTER } from './erp-register.js';

@Injectable()
export class DueDatesAdapter extends DueDatesPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async offered(): Promise<Answered<DueDate[]>> {
    const answered = await this.erp.call(listActiveDueDates, { query: { isPrePago: false } }, ERP_REGISTER);
    const active = answered.value.filter((dueDate) => dueDate.active);
    return { ...answered, value: active.sort((left, right) => left.day - right.day) };
  }

  async situation(holder: ContractHolder, contractId: string): Promise<DueDateSituation> {
    const { value } = await this.erp.call(
      readContractWithBills,
      { body: { idContrato: contractId } },
      { owner: holder.id },
    );
    return {
      status: value.status,
      currentId: value.dueDateId,
      priceCents: value.priceCents,
      unpaidDueDates: value.bills.flatMap(({ dueDate }) => (dueDate === null ? [] : [dueDate])),
    };
  }

  async changeWaits(holder: ContractHolder, currentId: string, credential: CustomerCredential): Promise<boolean> {
    const { value } = await this.erp.call(
      checkDueDateChange,
      {
        path: { idCliente: holder.erpCustomerId },
        query: { vencimentoAtual: currentId },
        body: loginOf(credential),
      },
      { owner: holder.id },
    );
    return !value.allowed;
  }

  async change(
    holder: ContractHolder,
    contractId: string,
    { fromId, toId }: { fromId: string; toId: string },
  ): Promise<'changed' | 'refused'> {
    try {
      await this.erp.call(
        changeDueDateOfContract,
        { body: { idContrato: contractId, idVencimentoAtual: fromId, idVencimentoNovo: toId } },
        { owner: holder.id },
      );
      return 'changed';
    } catch (error) {
      if (error instanceof UpstreamError && (error.kind === 'rejected' || error.kind === 'not-found')) return 'refused';
      throw error;
    }
  }
}
