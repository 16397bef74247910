import { Injectable } from '@nestjs/common';
import { type Equipment, type EquipmentHolder, EquipmentPort } from '../../../modules/equipment/equipment.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { readContractNetwork } from '../operations/contract-network.js';
import { rebootEquipment } from '../operations/omnichannel.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class EquipmentAdapter extends EquipmentPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async read(holder: EquipmentHolder, contractId: string): Promise<Equipment | undefined> {
    try {
      // Never cached: the answer holds the Wi-Fi password too.
      const input = { path: { idContrato: contractId } };
      const { serial, vendor } = (await this.erp.call(readContractNetwork, input, { owner: holder.id })).value;
      return serial === null && vendor === null ? undefined : { serial, vendor };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  async reboot(holder: EquipmentHolder, contractId: string): Promise<'done' | 'uncertain' | 'no-equipment'> {
    try {
      await this.erp.call(rebootEquipment, { body: { idContrato: contractId } }, { owner: holder.id });
      return 'done';
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'uncertain') return 'uncertain';
      if (error instanceof UpstreamError && error.kind === 'not-found') return 'no-equipment';
      throw error;
    }
  }
}
