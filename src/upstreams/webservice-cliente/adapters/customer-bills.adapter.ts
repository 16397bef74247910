import { Injectable } from '@nestjs/common';
import type { Document } from '../../../common/brazil/document.js';
import type { Answered } from '../../../common/http/answered.js';
import { type BillPayer, type CustomerBill, CustomerBillsPort } from '../../../modules/finance/customer-bills.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import {
  listBillsOfDocument,
  listOpenBillsOfDocument,
  printBill,
  readDigitableLine,
} from '../operations/customer-bills.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

const BILLS_CACHE = { ttlMs: 60_000, staleIfErrorMs: 3_600_000 };
const LINE_CACHE = { ttlMs: 300_000 };
/** Lines belong to a bill, not to whoever asks. */
const SHARED = 'shared';

@Injectable()
export class CustomerBillsAdapter extends CustomerBillsPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(payer: BillPayer, options?: { readonly fresh: boolean }): Promise<Answered<CustomerBill[]>> {
    try {
      return await this.erp.call(
        listBillsOfDocument,
        { path: { cpfcnpj: payer.document } },
        { owner: payer.id, ...(options?.fresh === true ? {} : { cache: BILLS_CACHE }) },
      );
    } catch (error) {
      // A customer without a bill is unknown to the ERP's finance.
      if (isNotFound(error)) return { value: [] };
      throw error;
    }
  }

  async listOpenOfDocument(document: Document): Promise<CustomerBill[]> {
    try {
      const { value } = await this.erp.call(
        listOpenBillsOfDocument,
        { path: { cpfcnpj: document } },
        { owner: SHARED },
      );
      return value.filter(({ paidOn }) => paidOn === null);
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  }

  async digitableLine(billId: string): Promise<string | undefined> {
    try {
      const { value } = await this.erp.call(
        readDigitableLine,
        { path: { IdFatura: billId } },
        { owner: SHARED, cache: LINE_CACHE },
      );
      return value;
    } catch (error) {
      // "FALHA": there is none for this bill.
      if (error instanceof UpstreamError && (error.kind === 'rejected' || error.kind === 'not-found')) return undefined;
      throw error;
    }
  }

  async pdf(billId: string): Promise<Uint8Array> {
    const { value } = await this.erp.call(printBill, { path: { idFatura: billId } }, { owner: SHARED });
    return value;
  }
}

const isNotFound = (error: unknown): boolean => error instanceof UpstreamError && error.kind === 'not-found';
