import { Injectable } from '@nestjs/common';
import { plainDate } from '../../../common/brazil/dates.js';
import { AnnualClearancePort, type ClearanceHolder } from '../../../modules/finance/annual-clearance.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { printAnnualSettlement, validateAnnualSettlement } from '../operations/bill-documents.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class AnnualClearanceAdapter extends AnnualClearancePort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async statement(holder: ClearanceHolder, year: number): Promise<Uint8Array | 'open-debts'> {
    const dataInicio = plainDate(year, 1, 1);
    const dataFim = plainDate(year, 12, 31);
    if (dataInicio === undefined || dataFim === undefined) throw new RangeError('no such year');
    const input = {
      query: { dataInicio, dataFim, idCliente: holder.erpCustomerId },
      body: { usuario: holder.credential.user, senha: holder.credential.password },
    };
    try {
      await this.erp.call(validateAnnualSettlement, input, { owner: holder.id });
      const { value } = await this.erp.call(printAnnualSettlement, input, { owner: holder.id });
      return value;
    } catch (error) {
      if (error instanceof UpstreamError && error.reason === 'open-debts') return 'open-debts';
      throw error;
    }
  }
}
