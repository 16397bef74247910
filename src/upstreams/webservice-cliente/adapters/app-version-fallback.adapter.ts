import { Injectable } from '@nestjs/common';
import { AppVersionFallbackPort } from '../../../modules/app-settings/app-version.port.js';
import { readAppConfiguration } from '../operations/authentication.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const CACHE = { ttlMs: 300_000, staleIfErrorMs: 86_400_000 };

@Injectable()
export class AppVersionFallbackAdapter extends AppVersionFallbackPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async latestVersion(): Promise<string | undefined> {
    const { value } = await this.erp.call(readAppConfiguration, {}, { owner: 'shared', cache: CACHE });
    return value.latestVersion ?? undefined;
  }
}
