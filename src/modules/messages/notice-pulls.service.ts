import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager } from 'typeorm';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { MessageInbox } from './message-inbox.js';
import { MessagePushes } from './message-pushes.js';
import { type MessagesConfig, messagesConfig } from './messages.config.js';
import { messageOfNotice } from './notice-message.js';
import { NoticePullEntity } from './notice-pull.entity.js';
import { type ProviderNotice, ProviderNoticesPort } from './provider-notices.port.js';

const DAY_MS = 86_400_000;
/** More than any customer has waiting; of a list that is longer the newest are taken. */
const MOST_NOTICES = 200;

/** What is kept of the provider's notices, and of when. */
export interface NoticesKept {
  /** The provider did not answer though it was time to ask. */
  readonly stale: boolean;
  /** When it was last read; null when never. */
  readonly asOf: Date | null;
}

/** Brings notices of the provider into the inbox, each once. */
@Injectable()
export class NoticePulls implements BeforeApplicationShutdown {
  /** Pulls that somebody waits for, by customer. */
  private readonly inHand = new Map<string, Promise<boolean>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly port: ProviderNoticesPort,
    private readonly inbox: MessageInbox,
    private readonly pushes: MessagePushes,
    @Inject(messagesConfig.token) private readonly config: MessagesConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(NoticePulls.name);
  }

  /** Reads a customer's notices when they were not read lately. Never fails, and never waits longer than configured. */
  async freshen(customerId: string): Promise<NoticesKept> {
    const asOf = await this.pulledAt(customerId);
    if (asOf !== null && this.isFresh(asOf)) return { stale: false, asOf };
    const waited = new AbortController();
    const late = delay(this.config.waitMs, false, { signal: waited.signal }).catch(() => false);
    const pulled = await Promise.race([this.shared(customerId), late]);
    waited.abort();
    return { stale: !pulled, asOf };
  }

  /** Reads a customer's notices, unless they were read lately, and pushes the new ones; how many are new. */
  async pullUnasked(customerId: string): Promise<number> {
    const asOf = await this.pulledAt(customerId);
    return asOf !== null && this.isFresh(asOf) ? 0 : this.pull(customerId, { waitedFor: false });
  }

  /** Lets pulls that outlived their request end before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.inHand.values());
  }

  /** One pull for all that wait at once; whether it succeeded. */
  private shared(customerId: string): Promise<boolean> {
    const known = this.inHand.get(customerId);
    if (known !== undefined) return known;
    const pull = this.pull(customerId, { waitedFor: true })
      .then(() => true)
      .catch((error: unknown) => {
        this.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'notices not pulled');
        return false;
      })
      .finally(() => this.inHand.delete(customerId));
    this.inHand.set(customerId, pull);
    return pull;
  }

  private async pull(customerId: string, { waitedFor }: { waitedFor: boolean }): Promise<number> {
    const account = await this.accounts.get(customerId);
    const begunAt = new Date();
    const notices = await this.port.pending(account, waitedFor);
    return this.dataSource.transaction((manager) =>
      // Who looks at the inbox needs no push of what stands in it.
      this.keep(manager, account, notices, { begunAt, push: !waitedFor }),
    );
  }

  private async keep(
    manager: EntityManager,
    { id: customerId }: CustomerAccount,
    notices: readonly ProviderNotice[],
    { begunAt, push }: { begunAt: Date; push: boolean },
  ): Promise<number> {
    let added = 0;
    for (const notice of newest(notices)) {
      const message = messageOfNotice(customerId, notice);
      const messageId = message === undefined ? undefined : await this.inbox.add(manager, message);
      if (message === undefined || messageId === undefined) continue;
      added += 1;
      if (push && this.isNews(message.createdAt)) {
        // The provider's words were not written for a lock screen.
        await this.pushes.send(manager, { messageId, customerId, category: message.category });
      }
    }
    await this.noteListed(
      manager,
      customerId,
      notices.map(({ id }) => id),
      begunAt,
    );
    await manager.query(
      `INSERT INTO notice_pull (customer_id, pulled_at) VALUES ($1, $2)
       ON CONFLICT (customer_id) DO UPDATE SET pulled_at = greatest(notice_pull.pulled_at, excluded.pulled_at)`,
      [customerId, begunAt],
    );
    return added;
  }

  /** What is listed still waits to be acknowledged; what is not, no more. An acknowledgement made meanwhile stands. */
  private async noteListed(manager: EntityManager, customerId: string, listed: string[], begunAt: Date): Promise<void> {
    await manager.query(
      `UPDATE message SET acknowledged_at = CASE WHEN source_key = ANY($2) THEN NULL ELSE now() END
       WHERE customer_id = $1 AND source = 'PROVIDER' AND (acknowledged_at IS NULL OR acknowledged_at < $3)
         AND (acknowledged_at IS NULL) <> (source_key = ANY($2))`,
      [customerId, listed, begunAt],
    );
  }

  private async pulledAt(customerId: string): Promise<Date | null> {
    const known = await this.dataSource.getRepository(NoticePullEntity).findOneBy({ customerId });
    return known?.pulledAt ?? null;
  }

  private isFresh(pulledAt: Date): boolean {
    return Date.now() - pulledAt.getTime() < this.config.freshSeconds * 1_000;
  }

  private isNews(createdAt: Date | undefined): boolean {
    return createdAt === undefined || Date.now() - createdAt.getTime() < this.config.pushDays * DAY_MS;
  }
}

/** In the order of their ids, so that two that keep the same notices at once do not wait for each other. */
const newest = (notices: readonly ProviderNotice[]): ProviderNotice[] =>
  [...notices]
    .sort((left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0))
    .slice(0, MOST_NOTICES)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
