import { Injectable } from '@nestjs/common';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import {
  type Suspension,
  type SuspensionCandidate,
  TemporarySuspensionPort,
} from '../../../modules/contracts/temporary-suspension.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { deactivateContract, listContractsForDeactivation } from '../operations/contract-changes.js';
import { contractOnly, readContract } from '../operations/contracts.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class TemporarySuspensionAdapter extends TemporarySuspensionPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async candidates(holder: ContractHolder): Promise<SuspensionCandidate[]> {
    const { value } = await this.erp.call(
      listContractsForDeactivation,
      { path: { idCliente: holder.erpCustomerId } },
      { owner: holder.id },
    );
    return value.map((contract) => ({
      contractId: contract.id,
      hasDebt: contract.hasDebt,
      suspendedWithinAYear: contract.deactivatedWithinAYear,
    }));
  }

  async suspend(
    holder: ContractHolder,
    contractId: string,
    { startsOn, days }: Suspension,
  ): Promise<'suspended' | 'refused' | 'uncertain'> {
    try {
      await this.erp.call(
        deactivateContract,
        { body: { idContrato: contractId, quantidadeDias: days, dataInicio: startsOn } },
        { owner: holder.id },
      );
      return 'suspended';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected' || error.kind === 'not-found') return 'refused';
      throw error;
    }
  }

  async shows(holder: ContractHolder, contractId: string): Promise<boolean> {
    const [contract, candidates] = await Promise.all([
      this.erp.call(readContract, contractOnly(contractId), { owner: holder.id }),
      this.candidates(holder),
    ]);
    return (
      contract.value.status === 'INATIVO_TEMPORARIAMENTE' ||
      candidates.some((candidate) => candidate.contractId === contractId && candidate.suspendedWithinAYear)
    );
  }
}
