import { Injectable } from '@nestjs/common';
import { type CustomerFile, CustomerFilesPort, type FileHolder } from '../../../modules/files/customer-files.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { attachCustomerFiles } from '../operations/contract-documents.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class CustomerFilesAdapter extends CustomerFilesPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async attach(
    holder: FileHolder,
    tipo: Parameters<CustomerFilesPort['attach']>[1],
    files: readonly CustomerFile[],
  ): Promise<'done' | 'refused' | 'uncertain'> {
    const body = files.map(({ name, mediaType, content }) => ({
      idCliente: holder.erpCustomerId,
      tipo,
      model: {
        base64: content.toString('base64'),
        filename: name,
        filesize: content.length,
        filetype: mediaType,
      },
    }));
    try {
      await this.erp.call(attachCustomerFiles, { body }, { owner: holder.id });
      return 'done';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected') return 'refused';
      throw error;
    }
  }
}
