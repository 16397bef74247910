import { Injectable } from '@nestjs/common';
import type { ContractStatus } from '../../../modules/contracts/contracts.port.js';
import {
  type TrustUnlockHolder,
  type TrustUnlockOutcome,
  TrustUnlockPort,
} from '../../../modules/finance/trust-unlock.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { enableContractInTrust } from '../operations/contract-changes.js';
import { contractOnly, readContract } from '../operations/contracts.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class TrustUnlockAdapter extends TrustUnlockPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async contractStatus(holder: TrustUnlockHolder, contractId: string): Promise<ContractStatus> {
    const { value } = await this.erp.call(readContract, contractOnly(contractId), { owner: holder.id });
    return value.status;
  }

  async unlock(holder: TrustUnlockHolder, contractId: string): Promise<TrustUnlockOutcome> {
    try {
      const { value } = await this.erp.call(
        enableContractInTrust,
        { body: { idContrato: contractId } },
        { owner: holder.id },
      );
      return { kind: 'unlocked', validUntil: value.validUntil };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return { kind: 'uncertain' };
      // "FALHA".
      if (error.kind === 'rejected') return { kind: 'refused' };
      throw error;
    }
  }
}
