import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PinoLogger } from 'nestjs-pino';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { doubling, WorkQueue } from '../../common/jobs/work-queue.js';
import { ContactNoticesPort } from './contact-notices.port.js';
import { type CustomerAccount, CustomerAccounts } from './customer-accounts.service.js';
import { comparableOf, type ProviderContact, providerContactsOf } from './customer-contact-merge.js';
import { type ContactMirror, CustomerContactEntity } from './customer-contact.entity.js';
import { type ContactChangeOutcome, CustomerContactsPort } from './customer-contacts.port.js';

export const MIRROR_TOPIC = 'customer-contacts.mirror';
export const NOTICE_TOPIC = 'customer-contacts.notice';

const payload = z.object({ contact_id: z.uuid() });
const MIRRORS: Readonly<Record<ContactChangeOutcome, ContactMirror>> = {
  done: 'TOLD',
  unsupported: 'KEPT_HERE',
  uncertain: 'UNCERTAIN',
};

class NotReadError extends Error {
  override readonly name = 'NotReadError';
}

/**
 * Brings the provider in line with the record, as far as it can be. What is to be told is decided by reading the provider
 * first, so that an attempt made again does nothing twice.
 */
@Injectable()
export class CustomerContactMirror implements OnModuleInit {
  constructor(
    private readonly queue: WorkQueue,
    @InjectRepository(CustomerContactEntity) private readonly contacts: Repository<CustomerContactEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly port: CustomerContactsPort,
    private readonly notices: ContactNoticesPort,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(CustomerContactMirror.name);
  }

  onModuleInit(): void {
    const often = {
      payload,
      concurrency: 2,
      timeoutMs: 30_000,
      maxAttempts: 12,
      backoffMs: doubling(5_000, 3_600_000),
    };
    this.queue.start({ ...often, topic: MIRROR_TOPIC, run: ({ contact_id: id }) => this.mirror(id) });
    this.queue.start({ ...often, topic: NOTICE_TOPIC, run: ({ contact_id: id }) => this.tellFormer(id) });
  }

  private async mirror(id: string): Promise<void> {
    const contact = await this.contacts.findOneBy({ id, mirror: 'PENDING' });
    if (contact === null) return;
    const account = await this.accounts.get(contact.customerId);
    const { value, staleSince } = await this.port.list(account);
    if (staleSince !== undefined) throw new NotReadError();
    const found = providerContactsOf(value).filter(({ kind }) => kind === contact.kind);
    const theirs =
      found.find(({ id: theirId }) => theirId === contact.providerId) ??
      found.find((candidate) => comparableOf(candidate.value) === contact.comparable);
    if (!this.port.immediate && !(await this.announce(contact))) return;
    const outcome = await this.tell(account, contact, theirs).catch(async (error: unknown) => {
      // It was certainly not carried out: the next attempt may tell it.
      await this.settle(contact, 'PENDING');
      throw error;
    });
    // Where a change shows at once, reading tells what became of it.
    if (outcome === 'uncertain' && this.port.immediate) throw new NotReadError();
    await this.settle(contact, MIRRORS[outcome]);
    if (outcome !== 'done') this.logger.info({ contact: id, outcome }, 'contact not mirrored');
  }

  /** Before a change that reading would not show: an attempt whose process dies is not made again. */
  private async announce(contact: CustomerContactEntity): Promise<boolean> {
    const { id, updatedAt } = contact;
    const announced = await this.contacts.update({ id, updatedAt, mirror: 'PENDING' }, { mirror: 'UNCERTAIN' });
    return announced.affected === 1;
  }

  /** Unless the customer changed it again meanwhile: that has work of its own. */
  private async settle({ id, updatedAt }: CustomerContactEntity, mirror: ContactMirror): Promise<void> {
    await this.contacts.update({ id, updatedAt }, { mirror });
  }

  private async tell(
    account: CustomerAccount,
    contact: CustomerContactEntity,
    theirs: ProviderContact | undefined,
  ): Promise<ContactChangeOutcome> {
    const { kind, value, isPrimary: primary, type } = contact;
    if (contact.removedAt !== null) {
      if (theirs === undefined) return 'done';
      return kind === 'EMAIL' ? this.port.removeEmail(account, theirs.id) : this.port.removePhone(account, theirs.id);
    }
    if (theirs !== undefined && this.isAlready(contact, theirs)) return 'done';
    if (kind === 'EMAIL') {
      const email = { address: value, type: type === 'WORK' ? ('WORK' as const) : ('PERSONAL' as const), primary };
      return theirs === undefined
        ? this.port.addEmail(account, email)
        : this.port.updateEmail(account, theirs.id, email);
    }
    const phone = { number: value, type: type === 'PERSONAL' ? ('MOBILE' as const) : type, primary };
    return theirs === undefined ? this.port.addPhone(account, phone) : this.port.updatePhone(account, theirs.id, phone);
  }

  private isAlready({ comparable, isPrimary, type }: CustomerContactEntity, theirs: ProviderContact): boolean {
    return (
      comparableOf(theirs.value) === comparable &&
      (theirs.primary || !isPrimary) &&
      (theirs.type === type || !this.port.immediate)
    );
  }

  /** So that nobody's contact is changed behind their back. */
  private async tellFormer(id: string): Promise<void> {
    const contact = await this.contacts.findOneBy({ id });
    if (contact === null || contact.formerValue === null) return;
    const email = contact.kind === 'EMAIL';
    const what = email ? 'O e-mail' : 'O telefone';
    await this.notices.tell(
      email ? 'EMAIL' : 'SMS',
      contact.formerValue,
      `${what} da sua conta foi alterado. Se não foi você, fale conosco.`,
      `${id}.${contact.updatedAt.getTime()}`,
    );
    await this.contacts.update({ id, formerValue: contact.formerValue }, { formerValue: null });
  }
}
