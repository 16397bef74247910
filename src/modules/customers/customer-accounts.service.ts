import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { type EntityManager, In, IsNull, Repository } from 'typeorm';
import type { Document } from '../../common/brazil/document.js';
import { isDocument } from '../../common/brazil/document.js';
import { atMost } from '../../common/growing-cache.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccountEntity } from './customer-account.entity.js';

/** Who a customer is here and at the provider. */
export interface CustomerAccount {
  readonly id: string;
  readonly erpCustomerId: string;
  readonly document: Document;
  readonly firstName: string;
}

/** What is known here of a customer's password, which is kept elsewhere. */
export interface PasswordState {
  /** It is the one that the provider handed out. */
  readonly isDefault: boolean;
  /** The last change made here. */
  readonly changedAt: Date | null;
  /** The first log-in here. */
  readonly knownSince: Date;
}

export interface CustomerAtLogIn {
  readonly erpCustomerId: string;
  readonly document: Document;
  readonly firstName: string;
  readonly passwordIsDefault: boolean;
}

const REMEMBERED = 20_000;
const REMEMBERED_FOR_MS = 60_000;

@Injectable()
export class CustomerAccounts {
  private readonly known = new LRUCache<string, CustomerAccount>({ ...atMost(REMEMBERED), ttl: REMEMBERED_FOR_MS });

  constructor(@InjectRepository(CustomerAccountEntity) private readonly accounts: Repository<CustomerAccountEntity>) {}

  /** @throws Problem UNAUTHENTICATED when the account is gone: its tokens outlived it. */
  async get(customerId: string): Promise<CustomerAccount> {
    const known = this.known.get(customerId);
    if (known !== undefined) return known;
    const row = await this.accounts.findOneBy({ id: customerId });
    if (row === null || row.erasedAt !== null) throw new Problem(problems.unauthenticated);
    return this.remember(row);
  }

  /** Of many ids, those of accounts that are not gone. */
  async existing(customerIds: readonly string[]): Promise<string[]> {
    const rows = await this.accounts.find({ select: { id: true }, where: { id: In(customerIds), erasedAt: IsNull() } });
    return rows.map(({ id }) => id);
  }

  /** Undefined for somebody who never logged in here, or asked to be forgotten. */
  async idOf(document: Document): Promise<string | undefined> {
    return (await this.accounts.findOne({ select: { id: true }, where: { document } }))?.id;
  }

  /** Creates the account at the first log-in and keeps it up to date at later ones. */
  async upsertAtLogIn(customer: CustomerAtLogIn): Promise<CustomerAccount> {
    await this.accounts.upsert({ ...customer, updatedAt: new Date() }, ['document']);
    return this.remember(await this.accounts.findOneByOrFail({ document: customer.document }));
  }

  /** Undefined for somebody who never logged in here. */
  async passwordOf(document: Document): Promise<PasswordState | undefined> {
    const row = await this.accounts.findOneBy({ document });
    if (row === null) return undefined;
    return { isDefault: row.passwordIsDefault, changedAt: row.passwordChangedAt, knownSince: row.createdAt };
  }

  /** Records that the customer has a password of their own now; undefined for somebody without an account here. */
  async passwordChanged(document: Document, manager: EntityManager): Promise<string | undefined> {
    await manager.update(
      CustomerAccountEntity,
      { document },
      { passwordIsDefault: false, passwordChangedAt: () => 'now()', updatedAt: () => 'now()' },
    );
    return (await manager.findOneBy(CustomerAccountEntity, { document }))?.id;
  }

  /** Makes the account name nobody; the customer's next log-in makes another. The row stays for what the law keeps. */
  async erase(customerId: string, manager: EntityManager): Promise<void> {
    await manager.update(
      CustomerAccountEntity,
      { id: customerId },
      {
        document: `erased:${customerId}`,
        erpCustomerId: '',
        firstName: '',
        passwordIsDefault: false,
        passwordChangedAt: null,
        erasedAt: () => 'now()',
        updatedAt: () => 'now()',
      },
    );
  }

  /** Stops remembering an account; others do within a minute. */
  forget(customerId: string): void {
    this.known.delete(customerId);
  }

  private remember(row: CustomerAccountEntity): CustomerAccount {
    if (!isDocument(row.document)) throw new TypeError(`account ${row.id} holds an invalid document`);
    const account = {
      id: row.id,
      erpCustomerId: row.erpCustomerId,
      document: row.document,
      firstName: row.firstName,
    };
    this.known.set(account.id, account);
    return account;
  }
}
