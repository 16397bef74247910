import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import {
  type Contract,
  type ContractDetails,
  type ContractHolder,
  ContractsPort,
} from '../../../modules/contracts/contracts.port.js';
import type { AnswerOf } from '../../core/operation.js';
import {
  contractOnly,
  listActiveDueDates,
  overviewOf,
  readContract,
  readContractDetails,
  readCustomerOverview,
} from '../operations/contracts.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

const CONTRACTS_CACHE = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };

@Injectable()
export class ContractsAdapter extends ContractsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(holder: ContractHolder): Promise<Answered<Contract[]>> {
    const answered = await this.erp.call(readCustomerOverview, overviewOf(holder.erpCustomerId), {
      owner: holder.id,
      cache: CONTRACTS_CACHE,
    });
    return { ...answered, value: answered.value.contracts };
  }

  async read(holder: ContractHolder, contractId: string): Promise<Answered<ContractDetails>> {
    const options = { owner: holder.id, cache: CONTRACTS_CACHE };
    // The second answer only adds dates: without it the contract is still worth showing.
    const [contract, dates] = await Promise.all([
      this.erp.call(readContract, contractOnly(contractId), options),
      this.erp.call(readContractDetails, { path: { idContrato: contractId } }, options).catch(() => undefined),
    ]);
    const { value } = contract;
    return {
      ...contract,
      value: {
        id: value.id,
        plan: value.plan,
        status: value.status,
        kind: value.kind,
        service: value.service,
        technology: value.technology,
        priceCents: value.priceCents,
        address: value.addresses[0] ?? null,
        dueDay: await this.dueDay(value),
        activatedOn: dates?.value.activatedOn ?? null,
        loyaltyEndsOn: dates?.value.loyaltyEndsOn ?? null,
      },
    };
  }

  private async dueDay({ dueDateId }: AnswerOf<typeof readContract>): Promise<number | null> {
    if (dueDateId === null) return null;
    const dueDates = await this.erp
      .call(listActiveDueDates, { query: { isPrePago: false } }, ERP_REGISTER)
      .catch(() => undefined);
    return dueDates?.value.find(({ id }) => id === dueDateId)?.day ?? null;
  }
}
