import { Injectable } from '@nestjs/common';
import type { Document } from '../../common/brazil/document.js';
import { FieldControlClient } from './field-control.client.js';
import { listCustomers } from './operations/customers.js';

const CACHE = { ttlMs: 24 * 3_600_000, staleIfErrorMs: 7 * 24 * 3_600_000 };

/** Which customer of Field Control a customer of ours is. */
@Injectable()
export class FieldControlCustomers {
  constructor(private readonly client: FieldControlClient) {}

  /** The customer's id there; undefined when Field Control never had a visit of theirs. */
  async idOf(holder: { readonly id: string; readonly document: Document }): Promise<string | undefined> {
    const { value } = await this.client.call(
      listCustomers,
      {
        query: {
          q: [
            { field: 'document_number', value: holder.document },
            { field: 'archived', value: false },
          ],
          limit: 1,
          offset: undefined,
          sort: undefined,
        },
      },
      // Not the customer's own: a change of their contacts does not make them somebody else there.
      { owner: `field-control-customer:${holder.id}`, cache: CACHE },
    );
    return value.items[0]?.id;
  }
}
