import { Injectable } from '@nestjs/common';
import type { OwnedKind } from '../../common/ownership/owned.decorator.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { PersonalDataSources } from './personal-data-sources.service.js';

/** Records of customers that lie with the provider: we show them, and cannot erase them. */
export interface ProviderRecords {
  /** Stable, `provider.<subject>`. */
  readonly name: string;
  /** In Portuguese, for the customer. */
  readonly title: string;
  /** What of the ledger they are: as many as were shown here are known of. */
  readonly kind: OwnedKind;
  /** Why the provider keeps them, for the customer to read. */
  readonly reason: string;
  /** All of the customer's, snake_case. */
  export(customerId: string): Promise<object[]>;
}

/** Registers records that the provider keeps among the places where something is held about customers. */
@Injectable()
export class ProviderPersonalData {
  constructor(
    private readonly sources: PersonalDataSources,
    private readonly ledger: OwnershipLedger,
  ) {}

  register(records: ProviderRecords): void {
    const { name, title, kind, reason } = records;
    this.sources.register({
      name,
      title,
      export: (customerId) => records.export(customerId),
      // Read outside the transaction that erases the ledger's own rows.
      erase: async (customerId) => {
        const kept = (await this.ledger.list(customerId, kind)).length;
        return kept === 0 ? { erased: 0, kept } : { erased: 0, kept, reason };
      },
    });
  }
}
