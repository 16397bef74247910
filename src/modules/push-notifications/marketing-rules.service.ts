import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Consents } from '../privacy/consents.service.js';
import type { ClaimedDelivery, DeliveryEnd } from './push-delivery-queue.service.js';
import { pushPriorities } from './push-message.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';
import { endOfQuietHours, spreadAfterQuietHours } from './quiet-hours.js';

const CAP_DAYS = 7;
/** While another message of the customer is under way, nobody knows whether it will count. */
const UNDECIDED_MS = 15_000;

const countRows = z.array(z.object({ id: z.string(), received: z.number(), under_way: z.number() }));

/** What keeps marketing from a customer at the moment it would go out: the hour, no consent, enough of it already. */
@Injectable()
export class MarketingRules {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: Consents,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /** Of deliveries of marketing, those that may not go out now, by their ids, and what becomes of them. */
  async hindrances(deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, DeliveryEnd>> {
    if (deliveries.length === 0) return new Map();
    const now = Date.now();
    const quietMs = endOfQuietHours(now, this.config.quietHours) - now;
    if (quietMs > 0) {
      return new Map(deliveries.map(({ id }) => [id, waiting('QUIET_HOURS', quietMs + spreadAfterQuietHours())]));
    }
    const customerIds = [...new Set(deliveries.flatMap(({ customerId }) => customerId ?? []))];
    const granted = await this.consents.grantedAmong(customerIds, 'MARKETING_PUSH');
    const refused = deliveries.filter(({ customerId }) => customerId === null || !granted.has(customerId));
    return new Map([
      ...(await this.capped(deliveries)),
      ...refused.map(({ id }): [string, DeliveryEnd] => [id, { state: 'SUPPRESSED', reason: 'NO_CONSENT' }]),
    ]);
  }

  /** A message counts once, on however many devices; one that is under way elsewhere decides, so two never pass as one. */
  private async capped(deliveries: readonly ClaimedDelivery[]): Promise<[string, DeliveryEnd][]> {
    const rows: unknown = await this.dataSource.query(
      `SELECT mine.id, count(DISTINCT other.message) FILTER (WHERE other.state <> 'SENDING')::integer AS received,
              count(DISTINCT other.message) FILTER (WHERE other.state = 'SENDING')::integer AS under_way
         FROM push_delivery AS mine
              CROSS JOIN LATERAL (
                SELECT coalesce(campaign_id, notice_id) AS message, state FROM push_delivery
                 WHERE customer_id = mine.customer_id AND priority = $2
                   AND (state = 'SENDING' OR state IN ('SENT', 'UNCERTAIN')
                        AND finished_at > now() - $3 * interval '1 day')
              ) AS other
        WHERE mine.id = ANY ($1) AND other.message <> coalesce(mine.campaign_id, mine.notice_id)
        GROUP BY mine.id`,
      [deliveries.map(({ id }) => id), pushPriorities.campaign.MARKETING, CAP_DAYS],
    );
    const most = this.config.marketingPerWeek;
    return countRows.parse(rows).flatMap(({ id, received, under_way }): [string, DeliveryEnd][] => {
      if (received >= most) return [[id, { state: 'SUPPRESSED', reason: 'FREQUENCY_CAP' }]];
      // Spread, so that two that wait for each other do not meet again.
      return received + under_way >= most ? [[id, waiting(null, UNDECIDED_MS * (0.5 + Math.random()))]] : [];
    });
  }
}

const waiting = (reason: string | null, afterMs: number): DeliveryEnd => ({
  state: 'QUEUED',
  reason,
  afterMs,
  counts: false,
  prolongs: true,
});
