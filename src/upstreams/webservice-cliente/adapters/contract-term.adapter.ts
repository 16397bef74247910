import { Injectable } from '@nestjs/common';
import { ContractTermPort } from '../../../modules/contracts/contract-term.port.js';
import type { ContractHolder } from '../../../modules/contracts/contracts.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { acceptContract } from '../operations/contract-changes.js';
import { printContractModel } from '../operations/contract-documents.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class ContractTermAdapter extends ContractTermPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async document(holder: ContractHolder, contractId: string): Promise<Uint8Array> {
    const { value } = await this.erp.call(
      printContractModel,
      { path: { idContrato: contractId } },
      { owner: holder.id },
    );
    return value;
  }

  async accept(holder: ContractHolder, contractId: string): Promise<'accepted' | 'refused' | 'uncertain'> {
    try {
      await this.erp.call(acceptContract, { path: { idContrato: contractId } }, { owner: holder.id });
      return 'accepted';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected' || error.kind === 'not-found') return 'refused';
      throw error;
    }
  }
}
