import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import { type RegisterRefresh, RegisterRefreshPort } from '../../../modules/products/register-refresh.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { listContractTypes, listTechnologies } from '../operations/contract-sales.js';
import { listActiveDueDates } from '../operations/contracts.js';
import { listBanks, listCardBrands, listChargingForms, listPaymentForms } from '../operations/finance-registers.js';
import { listTelevisionChannels, listTelevisionPackages, listVoicePackages } from '../operations/contract-extras.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

/** Nothing kept is fresh enough; what is read is kept for everybody, on every instance that shares a store. */
const ANEW = { ...ERP_REGISTER, cache: { ...ERP_REGISTER.cache, ttlMs: 0 } };

@Injectable()
export class RegisterRefreshAdapter extends RegisterRefreshPort {
  private readonly registers: readonly (() => Promise<Answered<unknown>>)[];

  constructor(erp: WebserviceClienteClient) {
    super();
    this.registers = [
      () => erp.call(listTechnologies, {}, ANEW),
      () => erp.call(listContractTypes, {}, ANEW),
      () => erp.call(listActiveDueDates, { query: { isPrePago: false } }, ANEW),
      () => erp.call(listPaymentForms, {}, ANEW),
      () => erp.call(listChargingForms, {}, ANEW),
      () => erp.call(listCardBrands, { query: {} }, ANEW),
      () => erp.call(listBanks, {}, ANEW),
      () => erp.call(listTelevisionPackages, {}, ANEW),
      () => erp.call(listTelevisionChannels, {}, ANEW),
      () => erp.call(listVoicePackages, {}, ANEW),
    ];
  }

  async refresh(signal: AbortSignal): Promise<RegisterRefresh> {
    let failed = 0;
    for (const register of this.registers) {
      signal.throwIfAborted();
      try {
        // What stands in for a failed read is no reading.
        if ((await register()).staleSince !== undefined) failed += 1;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failed += 1;
      }
    }
    return { read: this.registers.length - failed, failed };
  }
}
