import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PushDevice } from '../devices/push-devices.service.js';
import type { DeliveryState } from './push-delivery.entity.js';
import { pushPriorities } from './push-message.js';
import { type PushNotificationsConfig, pushNotificationsConfig } from './push-notifications.config.js';

/** A delivery in the hands of one attempt. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly campaignId: string | null;
  readonly noticeId: string | null;
  /** Null for a topic. */
  readonly deviceId: string | null;
  /** Whose device it was when the delivery was made. */
  readonly customerId: string | null;
  readonly platform: 'ios' | 'android' | null;
  /** Names this attempt: only it can end the delivery. */
  readonly holder: string;
  /** Of those that count, from 1. */
  readonly attempt: number;
  /** Seconds for which it is still worth sending; 0 or less when it is not. */
  readonly secondsLeft: number;
}

/** How an attempt ended. */
export type DeliveryEnd =
  | { readonly state: Exclude<DeliveryState, 'QUEUED' | 'SENDING'>; readonly reason: string | null }
  /** Back into the queue for a while. */
  | {
      readonly state: 'QUEUED';
      readonly reason: string | null;
      readonly afterMs: number;
      /** Whether the attempt counts; one that says nothing of the message does not. */
      readonly counts: boolean;
      /** Whether its time to live stands still meanwhile. */
      readonly prolongs: boolean;
    };

export interface EndedDelivery {
  readonly delivery: ClaimedDelivery;
  readonly end: DeliveryEnd;
}

const PRIORITIES = [...new Set(Object.values(pushPriorities).flatMap((by) => Object.values<number>(by)))].sort();

const claimed = z.array(
  z
    .object({
      id: z.string(),
      campaign_id: z.string().nullable(),
      notice_id: z.string().nullable(),
      device_id: z.string().nullable(),
      customer_id: z.string().nullable(),
      platform: z.enum(['ios', 'android']).nullable(),
      holder: z.string(),
      attempts: z.number(),
      seconds_left: z.number(),
    })
    .transform((row): ClaimedDelivery => ({
      id: row.id,
      campaignId: row.campaign_id,
      noticeId: row.notice_id,
      deviceId: row.device_id,
      customerId: row.customer_id,
      platform: row.platform,
      holder: row.holder,
      attempt: row.attempts,
      secondsLeft: row.seconds_left,
    })),
);
const anyRow = z.tuple([z.object({ due: z.boolean() })]);

/** What is to be delivered, in Postgres: each delivery in the hands of one instance, and begun at most once uncertainly. */
@Injectable()
export class PushDeliveryQueue {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(pushNotificationsConfig.token) private readonly config: PushNotificationsConfig,
  ) {}

  /** Adds the deliveries of a campaign to devices; a device that has its delivery keeps it. */
  async addToCampaign(
    manager: EntityManager,
    campaign: { readonly id: string; readonly priority: number; readonly ttlSeconds: number },
    devices: readonly PushDevice[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO push_delivery (campaign_id, device_id, customer_id, platform, priority, run_at, expires_at)
       SELECT $1, device.id, device.customer_id, device.platform, $2, now(), now() + $3 * interval '1 second'
         FROM unnest($4::uuid[], $5::uuid[], $6::text[]) AS device (id, customer_id, platform)
       ON CONFLICT (campaign_id, device_id) WHERE campaign_id IS NOT NULL DO NOTHING`,
      [
        campaign.id,
        campaign.priority,
        campaign.ttlSeconds,
        devices.map(({ id }) => id),
        devices.map(({ customerId }) => customerId),
        devices.map(({ platform }) => platform),
      ],
    );
  }

  /** Adds the one delivery of a campaign to a topic. */
  async addTopic(
    manager: EntityManager,
    campaign: { readonly id: string; readonly priority: number; readonly ttlSeconds: number },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO push_delivery (campaign_id, priority, run_at, expires_at)
       VALUES ($1, $2, now(), now() + $3 * interval '1 second')
       ON CONFLICT (campaign_id) WHERE device_id IS NULL DO NOTHING`,
      [campaign.id, campaign.priority, campaign.ttlSeconds],
    );
  }

  /** Whether there is anything to claim now. */
  async anyDue(): Promise<boolean> {
    const rows: unknown = await this.dataSource.query(
      `SELECT EXISTS (
         SELECT FROM unnest($1::smallint[]) AS lane (priority)
          WHERE EXISTS (SELECT FROM push_delivery AS delivery
                         WHERE delivery.state = 'QUEUED' AND delivery.priority = lane.priority AND run_at <= now())
       ) AS due`,
      [PRIORITIES],
    );
    return anyRow.parse(rows)[0].due;
  }

  /** Takes due deliveries, those of the lowest priority number first, each marked as being sent before it is. */
  async claim(most: number): Promise<ClaimedDelivery[]> {
    const taken: ClaimedDelivery[] = [];
    for (const priority of PRIORITIES) {
      if (taken.length >= most) break;
      taken.push(...(await this.claimOf(priority, most - taken.length)));
    }
    return taken;
  }

  /**
   * Records how attempts ended; a delivery whose lease ran out meanwhile stays what it became. May be repeated: what
   * was recorded is no longer this attempt's.
   */
  async end(ended: readonly EndedDelivery[]): Promise<void> {
    const waits = ended.map(({ end }) => (end.state === 'QUEUED' ? end.afterMs : 0));
    await this.dataSource.query(
      `UPDATE push_delivery AS delivery
          SET state = ended.state, reason = ended.reason, holder = NULL, leased_until = NULL,
              attempts = delivery.attempts - ended.uncounted,
              run_at = CASE WHEN ended.state = 'QUEUED'
                THEN now() + ended.wait_ms * interval '1 millisecond' ELSE delivery.run_at END,
              expires_at = delivery.expires_at + ended.prolonged_ms * interval '1 millisecond',
              finished_at = CASE WHEN ended.state = 'QUEUED' THEN NULL ELSE now() END
         FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::integer[])
                AS ended (id, holder, state, reason, wait_ms, prolonged_ms, uncounted)
        WHERE delivery.id = ended.id AND delivery.holder = ended.holder`,
      [
        ended.map(({ delivery }) => delivery.id),
        ended.map(({ delivery }) => delivery.holder),
        ended.map(({ end }) => end.state),
        ended.map(({ end }) => end.reason),
        waits,
        ended.map(({ end }, place) => (end.state === 'QUEUED' && end.prolongs ? waits[place] : 0)),
        ended.map(({ end }) => (end.state === 'QUEUED' && !end.counts ? 1 : 0)),
      ],
    );
  }

  private async claimOf(priority: number, most: number): Promise<ClaimedDelivery[]> {
    const answer: unknown = await this.dataSource.query(
      `UPDATE push_delivery
          SET state = 'SENDING', attempts = attempts + 1, holder = gen_random_uuid(),
              leased_until = now() + $3 * interval '1 millisecond'
        WHERE id = ANY (ARRAY(
          SELECT id FROM push_delivery WHERE state = 'QUEUED' AND priority = $1 AND run_at <= now()
           ORDER BY run_at, id LIMIT $2 FOR UPDATE SKIP LOCKED))
       RETURNING id, campaign_id, notice_id, device_id, customer_id, platform, holder, attempts,
                 extract(epoch FROM expires_at - now())::float8 AS seconds_left`,
      [priority, most, this.config.leaseMs],
    );
    return claimed.parse(Array.isArray(answer) ? answer[0] : []);
  }
}
