import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { deliveryStates, type DeliveryTotals } from './push-delivery.entity.js';

/** Deliveries withdrawn by one statement. */
const WITHDRAWN_AT_ONCE = 2_000;

const idRows = z.array(z.object({ id: z.string() }));
const totalRows = z.array(z.object({ state: z.enum(deliveryStates), count: z.number() }));

/** Something of `campaign` may still be sent, or is being sent. */
const UNDER_WAY = `EXISTS (SELECT FROM push_delivery WHERE campaign_id = campaign.id AND state = 'QUEUED')
  OR EXISTS (SELECT FROM push_delivery WHERE campaign_id = campaign.id AND state = 'SENDING')`;

/** What becomes of campaigns while they are sent: stopped in part, failed, withdrawn, done. */
@Injectable()
export class PushCampaignStates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PushCampaignStates.name);
  }

  /** Their iPhones get nothing more. */
  async stopIos(campaignIds: readonly string[]): Promise<void> {
    if (campaignIds.length === 0) return;
    await this.dataSource.query(
      'UPDATE push_campaign SET ios_stopped_at = now() WHERE id = ANY ($1) AND ios_stopped_at IS NULL',
      [campaignIds],
    );
  }

  /**
   * Ends campaigns whose message the push service refuses.
   * @param unlessAnySent a campaign of which a device got the message goes on: then the message was not what was wrong
   */
  async fail(campaignIds: readonly string[], { unlessAnySent }: { unlessAnySent: boolean }): Promise<void> {
    if (campaignIds.length === 0) return;
    const answer: unknown = await this.dataSource.query(
      `UPDATE push_campaign AS campaign SET state = 'FAILED', failure = 'PAYLOAD_REFUSED', finished_at = now()
        WHERE id = ANY ($1) AND state = 'RUNNING'
          AND NOT ($2 AND EXISTS (SELECT FROM push_delivery WHERE campaign_id = campaign.id AND state = 'SENT'))
       RETURNING id`,
      [campaignIds, unlessAnySent],
    );
    const failed = idRows.parse(Array.isArray(answer) ? answer[0] : []).map(({ id }) => id);
    if (failed.length > 0) {
      this.logger.error({ campaigns: failed }, 'the push service refuses the message of campaigns: they are over');
    }
  }

  /**
   * Ends what has come to its end: deliveries of senders that died, what is left of campaigns that are over, campaigns
   * that are done.
   * @returns whether there is more of it.
   */
  async settle(): Promise<boolean> {
    await this.giveUpLost();
    const withdrawn = await this.withdraw();
    await this.finish();
    return withdrawn === WITHDRAWN_AT_ONCE;
  }

  /** Deliveries of a campaign by state. */
  async totals(campaignId: string, manager: EntityManager = this.dataSource.manager): Promise<DeliveryTotals> {
    const rows: unknown = await manager.query(
      'SELECT state, count(*)::integer AS count FROM push_delivery WHERE campaign_id = $1 GROUP BY state',
      [campaignId],
    );
    return Object.fromEntries(totalRows.parse(rows).map(({ state, count }) => [state, count]));
  }

  /** A sender that died may have sent what it had in hand: it is not sent again. */
  private async giveUpLost(): Promise<void> {
    const answer: unknown = await this.dataSource.query(
      `UPDATE push_delivery SET state = 'UNCERTAIN', reason = 'SENDER_LOST', holder = NULL, leased_until = NULL,
              finished_at = now()
        WHERE id = ANY (ARRAY(
          SELECT id FROM push_delivery WHERE state = 'SENDING' AND leased_until < now() FOR UPDATE SKIP LOCKED))
       RETURNING id`,
    );
    const deliveries = changed(answer);
    if (deliveries > 0) this.logger.warn({ deliveries }, 'push messages of a sender that died are uncertain');
  }

  private async withdraw(): Promise<number> {
    const answer: unknown = await this.dataSource.query(
      `UPDATE push_delivery SET state = 'CANCELLED', finished_at = now()
        WHERE id = ANY (ARRAY(
          SELECT delivery.id FROM push_campaign AS campaign JOIN push_delivery AS delivery ON campaign_id = campaign.id
           WHERE campaign.state IN ('CANCELLED', 'FAILED') AND totals IS NULL AND delivery.state = 'QUEUED'
           LIMIT $1 FOR UPDATE OF delivery SKIP LOCKED))`,
      [WITHDRAWN_AT_ONCE],
    );
    return changed(answer);
  }

  private async finish(): Promise<void> {
    await this.dataSource.query(
      `UPDATE push_campaign AS campaign
          SET state = CASE WHEN state = 'RUNNING' THEN 'DONE' ELSE state END,
              finished_at = coalesce(finished_at, now()),
              totals = (SELECT coalesce(jsonb_object_agg(state, count), '{}')
                          FROM (SELECT delivery.state, count(*) FROM push_delivery AS delivery
                                 WHERE campaign_id = campaign.id GROUP BY delivery.state) AS counted)
        WHERE totals IS NULL
          AND (state = 'RUNNING' AND fanned_out_at IS NOT NULL OR state IN ('CANCELLED', 'FAILED'))
          AND NOT (${UNDER_WAY})`,
    );
  }
}

/** How many rows an UPDATE changed: TypeORM answers the rows and their count. */
const changed = (answer: unknown): number => (Array.isArray(answer) ? Number(answer[1]) : 0);
