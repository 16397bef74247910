import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { CustomerAccounts } from './customer-accounts.service.js';
import { CustomerContactBook, shown } from './customer-contact-book.js';
import { comparableOf, isValidContact } from './customer-contact-merge.js';
import { MIRROR_TOPIC, NOTICE_TOPIC } from './customer-contact-mirror.js';
import { type ContactKind, type ContactType, CustomerContactEntity } from './customer-contact.entity.js';

/** More than a customer has; fewer than somebody could flood the provider's register with. */
const MOST_CONTACTS = 5;

export interface ContactWanted {
  readonly kind: ContactKind;
  readonly value: string;
  readonly type: ContactType;
  readonly primary: boolean;
  /** Proof, by a code to a contact that the provider registered, that the customer asks. */
  readonly verificationToken: string | undefined;
}

export type ContactChange = {
  readonly [K in keyof Omit<ContactWanted, 'kind'>]: ContactWanted[K] | undefined;
};

/** What customers do with their contacts. */
@Injectable()
export class CustomerContactsService {
  constructor(
    private readonly book: CustomerContactBook,
    private readonly accounts: CustomerAccounts,
    private readonly tokens: VerificationTokens,
    private readonly queue: WorkQueue,
  ) {}

  async list(
    customerId: string,
    kind: ContactKind,
  ): Promise<{ readonly contacts: CustomerContactEntity[]; readonly partial: boolean }> {
    const { contacts, partial } = await this.book.read(customerId);
    return { contacts: shown(contacts, kind), partial };
  }

  /** Contacts of both kinds, by one reading. */
  async all(customerId: string): Promise<{
    readonly emails: CustomerContactEntity[];
    readonly phones: CustomerContactEntity[];
    readonly partial: boolean;
  }> {
    const { contacts, partial } = await this.book.read(customerId);
    return { emails: shown(contacts, 'EMAIL'), phones: shown(contacts, 'PHONE'), partial };
  }

  /** Whether a number (E.164) is that of a customer who was here, as the provider has it or as they proved to hold it. */
  isKnownPhone(number: string): Promise<boolean> {
    return this.book.isKnownPhone(number);
  }

  /** @throws Problem NOT_FOUND when the customer has no such contact. */
  async get(customerId: string, kind: ContactKind, id: string): Promise<CustomerContactEntity> {
    const contact = await this.book.find(customerId, kind, id);
    if (contact === null) throw new Problem(problems.notFound);
    return contact;
  }

  /**
   * The first of a kind is its primary.
   * @throws Problem DUPLICATE, CONTACT_LIMIT; VERIFICATION_REQUIRED or VERIFICATION_TOKEN_REFUSED for a primary.
   */
  async add(customerId: string, wanted: ContactWanted): Promise<CustomerContactEntity> {
    await this.book.read(customerId);
    const added = await this.book.locked(customerId, async (manager) => {
      const held = await this.book.heldBy(customerId, manager);
      const others = shown(held, wanted.kind);
      const comparable = comparableOf(wanted.value);
      if (others.some((contact) => contact.comparable === comparable)) throw new Problem(problems.duplicate);
      if (others.length >= MOST_CONTACTS) throw new Problem(problems.contactLimit);
      const isPrimary = wanted.primary || others.length === 0;
      if (isPrimary) await this.requireProof(customerId, held, wanted.verificationToken, manager);
      if (isPrimary) await this.demote(others, manager);
      // What was removed and comes back is the same record: the provider may still have it.
      const former = held.find((contact) => contact.kind === wanted.kind && contact.comparable === comparable);
      const contact = await manager.save(CustomerContactEntity, {
        ...former,
        customerId,
        kind: wanted.kind,
        value: wanted.value,
        comparable,
        type: wanted.type,
        isPrimary,
        verifiedAt: null,
        source: 'APP' as const,
        mirror: 'PENDING' as const,
        removedAt: null,
        updatedAt: new Date(),
      });
      await this.mirrorLater(contact, manager);
      return contact;
    });
    await this.book.recorded(customerId);
    return added;
  }

  /**
   * A new address is not verified, and the old one is told of it.
   * @throws Problem NOT_FOUND, DUPLICATE, PRIMARY_CONTACT; VERIFICATION_REQUIRED or VERIFICATION_TOKEN_REFUSED for
   * another number, another primary, and another address of the primary.
   */
  async update(
    customerId: string,
    kind: ContactKind,
    id: string,
    change: ContactChange,
  ): Promise<CustomerContactEntity> {
    await this.book.locked(customerId, async (manager) => {
      const held = await this.book.heldBy(customerId, manager);
      const contact = this.own(held, kind, id);
      const value = change.value ?? contact.value;
      const comparable = comparableOf(value);
      const readdressed = comparable !== contact.comparable;
      const promoted = change.primary === true && !contact.isPrimary;
      if (change.primary === false && contact.isPrimary) throw new Problem(problems.primaryContact);
      const others = shown(held, kind).filter((other) => other.id !== id);
      if (others.some((other) => other.comparable === comparable)) throw new Problem(problems.duplicate);
      if (promoted || (readdressed && (kind === 'PHONE' || contact.isPrimary))) {
        await this.requireProof(customerId, held, change.verificationToken, manager);
      }
      const retyped = change.type !== undefined && change.type !== contact.type;
      if (!readdressed && !promoted && !retyped) return;
      if (promoted) await this.demote(others, manager);
      if (readdressed) {
        await manager.delete(CustomerContactEntity, { customerId, kind, comparable });
        if (isValidContact(kind, contact.value)) contact.formerValue = contact.value;
        Object.assign(contact, { value, comparable, verifiedAt: null, source: 'APP' });
      }
      contact.type = change.type ?? contact.type;
      contact.isPrimary ||= promoted;
      contact.mirror = 'PENDING';
      contact.updatedAt = new Date();
      await manager.save(contact);
      await this.mirrorLater(contact, manager);
      if (readdressed && contact.formerValue !== null) {
        await this.queue.enqueue(NOTICE_TOPIC, { contact_id: id }, { manager });
      }
    });
    return this.get(customerId, kind, id);
  }

  /** @throws Problem NOT_FOUND; LAST_CONTACT for the last of a kind or the last verified phone; PRIMARY_CONTACT. */
  async remove(customerId: string, kind: ContactKind, id: string): Promise<void> {
    await this.book.locked(customerId, async (manager) => {
      const held = await this.book.heldBy(customerId, manager);
      const contact = this.own(held, kind, id);
      const others = shown(held, kind).filter((other) => other.id !== id);
      const lastVerified = contact.verifiedAt !== null && others.every(({ verifiedAt }) => verifiedAt === null);
      if (others.length === 0 || (kind === 'PHONE' && lastVerified)) throw new Problem(problems.lastContact);
      if (contact.isPrimary) throw new Problem(problems.primaryContact);
      Object.assign(contact, { removedAt: new Date(), updatedAt: new Date(), mirror: 'PENDING', formerValue: null });
      await manager.save(contact);
      await this.mirrorLater(contact, manager);
    });
    await this.book.recorded(customerId);
  }

  /** Marks a contact as held by the customer, unless it has changed since. */
  async verified(customerId: string, contact: CustomerContactEntity): Promise<void> {
    await this.book.locked(customerId, (manager) =>
      manager.update(
        CustomerContactEntity,
        { id: contact.id, customerId, comparable: contact.comparable },
        { verifiedAt: new Date() },
      ),
    );
  }

  private own(held: readonly CustomerContactEntity[], kind: ContactKind, id: string): CustomerContactEntity {
    const contact = shown(held, kind).find((candidate) => candidate.id === id);
    if (contact === undefined) throw new Problem(problems.notFound);
    return contact;
  }

  /**
   * Codes go to the primaries that the provider knows, so whoever could change those with a session alone could take the
   * account over. Where the provider knows none, no code could be had.
   */
  private async requireProof(
    customerId: string,
    held: readonly CustomerContactEntity[],
    token: string | undefined,
    manager: EntityManager,
  ): Promise<void> {
    if (!held.some(({ providerId }) => providerId !== null)) return;
    if (token === undefined) throw new Problem(problems.verificationRequired);
    const { document } = await this.accounts.get(customerId);
    await this.tokens.spend(token, 'CONTACT_CHANGE', document, manager);
  }

  private async demote(others: readonly CustomerContactEntity[], manager: EntityManager): Promise<void> {
    for (const { id, isPrimary } of others) {
      if (isPrimary) await manager.update(CustomerContactEntity, { id }, { isPrimary: false, updatedAt: new Date() });
    }
  }

  private async mirrorLater({ id }: CustomerContactEntity, manager: EntityManager): Promise<void> {
    await this.queue.enqueue(MIRROR_TOPIC, { contact_id: id }, { manager });
  }
}
