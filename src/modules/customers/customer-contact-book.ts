import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { PinoLogger } from 'nestjs-pino';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { CustomerAccountEntity } from './customer-account.entity.js';
import { CustomerAccounts } from './customer-accounts.service.js';
import { type ContactKind, CustomerContactEntity } from './customer-contact.entity.js';
import { changesOf, mergeContacts, type ProviderContact, providerContactsOf } from './customer-contact-merge.js';
import { CustomerContactsPort } from './customer-contacts.port.js';

/** The records of a customer, and how far they are in line with the provider's. */
export interface ContactsRead {
  readonly contacts: readonly CustomerContactEntity[];
  /** The provider could not be asked, or a kept answer of it stood in. */
  readonly partial: boolean;
}

/** The contacts of customers as they are recorded here, read together with the provider's. */
@Injectable()
export class CustomerContactBook {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly port: CustomerContactsPort,
    private readonly ledger: OwnershipLedger,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(CustomerContactBook.name);
  }

  /** Every contact that was not removed, the primary of a kind first; the provider's are recorded on the way. */
  async read(customerId: string): Promise<ContactsRead> {
    const found = await this.found(customerId);
    if (found !== undefined) {
      const held = await this.heldBy(customerId, this.dataSource.manager);
      // Most reads find nothing new, and wait for nobody.
      if (mergeContacts(held, found).changed)
        await this.locked(customerId, (manager) => this.merge(customerId, found, manager));
    }
    return { contacts: await this.recorded(customerId), partial: found === undefined };
  }

  /** As `read`, without asking the provider. */
  async recorded(customerId: string): Promise<CustomerContactEntity[]> {
    const contacts = await this.dataSource.getRepository(CustomerContactEntity).find({
      where: { customerId, removedAt: IsNull() },
      order: { kind: 'ASC', isPrimary: 'DESC', createdAt: 'ASC', id: 'ASC' },
    });
    await this.recordOwnership(customerId, contacts);
    return contacts;
  }

  /** Changes the contacts of one customer, one change at a time whatever the number of instances. */
  locked<T>(customerId: string, change: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.findOneOrFail(CustomerAccountEntity, {
        select: { id: true },
        where: { id: customerId },
        lock: { mode: 'pessimistic_write' },
      });
      return change(manager);
    });
  }

  /** Records that were removed among them. */
  heldBy(customerId: string, manager: EntityManager): Promise<CustomerContactEntity[]> {
    return manager.find(CustomerContactEntity, { where: { customerId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  isKnownPhone(number: string): Promise<boolean> {
    const known = { kind: 'PHONE' as const, comparable: number, removedAt: IsNull() };
    return this.dataSource.getRepository(CustomerContactEntity).existsBy([
      { ...known, source: 'PROVIDER' },
      { ...known, verifiedAt: Not(IsNull()) },
    ]);
  }

  find(customerId: string, kind: ContactKind, id: string): Promise<CustomerContactEntity | null> {
    return this.dataSource
      .getRepository(CustomerContactEntity)
      .findOneBy({ id, customerId, kind, removedAt: IsNull() });
  }

  /** What is no longer shown is no longer the customer's to name. */
  private async recordOwnership(customerId: string, contacts: readonly CustomerContactEntity[]): Promise<void> {
    for (const [kind, owned] of [['EMAIL', 'email'] as const, ['PHONE', 'phone'] as const]) {
      const ofKind = contacts.filter((contact) => contact.kind === kind);
      await this.ledger.replace(
        customerId,
        owned,
        ofKind.map(({ id }) => ({ id })),
      );
    }
  }

  /** Undefined when the provider does not answer: the record stands for itself. */
  private async found(customerId: string): Promise<ProviderContact[] | undefined> {
    const account = await this.accounts.get(customerId);
    try {
      const { value, staleSince } = await this.port.list(account);
      // A kept answer may be from before a change.
      return staleSince === undefined ? providerContactsOf(value) : undefined;
    } catch (error) {
      this.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'contacts of the provider not read');
      return undefined;
    }
  }

  private async merge(customerId: string, found: readonly ProviderContact[], manager: EntityManager): Promise<void> {
    const held = await this.heldBy(customerId, manager);
    const { records, dropped } = mergeContacts(held, found);
    for (const { id } of dropped) if (id !== undefined) await manager.delete(CustomerContactEntity, { id });
    // A new primary comes after the one it follows has gone.
    for (const record of [...records].sort((left, right) => Number(left.isPrimary) - Number(right.isPrimary))) {
      const { id, ...fields } = record;
      if (id === undefined) await manager.insert(CustomerContactEntity, { ...fields, customerId });
      else {
        const changes = changesOf(record, held);
        if (changes !== undefined) await manager.update(CustomerContactEntity, { id }, changes);
      }
    }
  }
}

export const shown = (contacts: readonly CustomerContactEntity[], kind: ContactKind): CustomerContactEntity[] =>
  contacts.filter((contact) => contact.kind === kind && contact.removedAt === null);
