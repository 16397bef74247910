import { Injectable } from '@nestjs/common';
import {
  type WifiChange,
  type WifiHolder,
  type WifiNetwork,
  WifiNetworksPort,
} from '../../../modules/wifi/wifi-networks.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { changeWifi, readContractNetwork } from '../operations/contract-network.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class WifiNetworksAdapter extends WifiNetworksPort {
  /** The ERP knows one name and password for a contract. */
  readonly separateBands = false;

  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async read(holder: WifiHolder, contractId: string): Promise<WifiNetwork | undefined> {
    try {
      // Never cached: a password must not outlive its request here.
      const { value } = await this.erp.call(
        readContractNetwork,
        { path: { idContrato: contractId } },
        { owner: holder.id },
      );
      return { ssid: value.wifiName, password: value.wifiPassword, encryption: value.encryption };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  async change(holder: WifiHolder, contractId: string, change: WifiChange): Promise<'changed' | 'no-equipment'> {
    try {
      await this.erp.call(
        changeWifi,
        // The document spells the password's name both ways.
        {
          body: {
            idContrato: contractId,
            loginWiFi: change.ssid,
            senhaWifi: change.password,
            senhaWiFi: change.password,
          },
        },
        { owner: holder.id },
      );
      return 'changed';
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return 'no-equipment';
      throw error;
    }
  }
}
