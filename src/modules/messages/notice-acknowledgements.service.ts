import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/growing-cache.js';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { outsideRequestScope } from '../../common/http/request-scope.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { ProviderNoticesPort } from './provider-notices.port.js';

/** Told in one go; what is left is told at the next occasion. */
const AT_ONCE = 20;
const REMEMBERED_SESSIONS = 10_000;
/** A credential that was refused is not tried again so soon: the provider may lock who fails too often. */
const REFUSED_FOR_MS = 3_600_000;

const unacknowledged = z.array(z.object({ source_key: z.string() }));

/**
 * Tells the provider which of its notices were read. It takes the customer's own credential, so that it is done when a
 * session that has one is at hand: after the answer that occasioned it, and again at the next when it failed.
 */
@Injectable()
export class NoticeAcknowledgements implements BeforeApplicationShutdown {
  /** What is under way, by customer. */
  private readonly inHand = new Map<string, Promise<void>>();
  private stopping = false;
  private readonly refused = new LRUCache<string, true>({ ...atMost(REMEMBERED_SESSIONS), ttl: REFUSED_FOR_MS });

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    private readonly credentials: UpstreamCredentials,
    private readonly port: ProviderNoticesPort,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(NoticeAcknowledgements.name);
  }

  /** Begins to tell what was not told yet, if the session can; nobody waits for it and it fails nobody. */
  begin(customer: CustomerPrincipal): void {
    const { customerId, sessionId, credentialKey } = customer;
    if (credentialKey === undefined || this.refused.has(sessionId)) return;
    // After what is under way: that may have looked before this one was read.
    const before = this.inHand.get(customerId) ?? Promise.resolve();
    const task = before
      .then(() => outsideRequestScope(() => this.tell(customer)))
      .catch((error: unknown) => {
        this.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'notices not acknowledged');
      })
      .finally(() => {
        if (this.inHand.get(customerId) === task) this.inHand.delete(customerId);
      });
    this.inHand.set(customerId, task);
  }

  /** Lets the call that is under way end before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.inHand.values());
  }

  private async tell(customer: CustomerPrincipal): Promise<void> {
    const { customerId, sessionId } = customer;
    const rows: unknown = await this.dataSource.query(
      `SELECT source_key FROM message
       WHERE customer_id = $1 AND source = 'PROVIDER' AND read_at IS NOT NULL AND acknowledged_at IS NULL
       ORDER BY read_at LIMIT $2`,
      [customerId, AT_ONCE],
    );
    const notices = unacknowledged.parse(rows);
    if (notices.length === 0 || this.refused.has(sessionId)) return;
    const account = await this.accounts.get(customerId);
    const credential = await this.credentials.of(customer);
    for (const { source_key: noticeId } of notices) {
      if (this.stopping) return;
      const answer = await this.port.acknowledge(account, noticeId, credential);
      if (answer === 'credential-refused') {
        this.refused.set(sessionId, true);
        return;
      }
      await this.dataSource.query(
        `UPDATE message SET acknowledged_at = now()
         WHERE customer_id = $1 AND source = 'PROVIDER' AND source_key = $2`,
        [customerId, noticeId],
      );
    }
  }
}
