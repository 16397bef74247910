import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type CustomerRoundsConfig, customerRoundsConfig } from './customer-rounds.config.js';

/** A visit to every active customer, once a round, however many runs and instances it takes. */
export interface CustomerRound {
  /** Stable: progress is kept under it. */
  readonly name: string;
  /** When the round began: who was visited since is done. */
  readonly since: Date;
  readonly signal: AbortSignal;
  /** A visit that throws is made again by a later run. */
  visit(customerId: string): Promise<void>;
}

export interface RoundResult {
  readonly visited: number;
  readonly failed: number;
  /** Whether every active customer was visited in this round; false when there is more, or nobody answered. */
  readonly complete: boolean;
}

const PAGE = 200;
/** So many visits that failed in a row are not the customers' fault: asking on would only press who is down already. */
const MOST_FAILURES_IN_A_ROW = 5;

const rows = z.array(z.object({ id: z.string() }));

const SELECT_DUE = `
  SELECT account.id
    FROM customer_account AS account
   WHERE account.id > $1 AND account.erased_at IS NULL
     AND (
       EXISTS (SELECT FROM device WHERE device.customer_id = account.id
                AND device.last_seen_at > now() - $4 * interval '1 day')
       OR EXISTS (SELECT FROM access_record AS access WHERE access.customer_id = account.id
                   AND access.accessed_at > now() - $4 * interval '1 day')
     )
     AND NOT EXISTS (SELECT FROM customer_round AS round
                      WHERE round.name = $2 AND round.customer_id = account.id AND round.visited_at >= $3)
   ORDER BY account.id
   LIMIT ${PAGE}`;

const NOTE_VISIT = `
  INSERT INTO customer_round (name, customer_id, visited_at) VALUES ($1, $2, now())
  ON CONFLICT (name, customer_id) DO UPDATE SET visited_at = excluded.visited_at`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Goes by the active customers for jobs that must ask an upstream about each. */
@Injectable()
export class CustomerRounds {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(customerRoundsConfig.token) private readonly config: CustomerRoundsConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(CustomerRounds.name);
  }

  /** @throws the signal's reason when it aborts; what was visited until then stays visited. */
  async run(round: CustomerRound): Promise<RoundResult> {
    let visited = 0;
    let failed = 0;
    let failuresInARow = 0;
    let after = NOBODY;
    for (;;) {
      const page = await this.due(round, after);
      for (const { id } of page) {
        round.signal.throwIfAborted();
        if (visited + failed >= this.config.most || failuresInARow >= MOST_FAILURES_IN_A_ROW) {
          return { visited, failed, complete: false };
        }
        if (await this.visit(round, id)) {
          visited += 1;
          failuresInARow = 0;
        } else {
          failed += 1;
          failuresInARow += 1;
        }
        if (this.config.pauseMs > 0) await delay(this.config.pauseMs, undefined, { signal: round.signal });
        after = id;
      }
      if (page.length < PAGE) return { visited, failed, complete: failed === 0 };
    }
  }

  private async due({ name, since }: CustomerRound, after: string): Promise<{ id: string }[]> {
    return rows.parse(await this.dataSource.query(SELECT_DUE, [after, name, since, this.config.activeDays]));
  }

  private async visit(round: CustomerRound, customerId: string): Promise<boolean> {
    try {
      await round.visit(customerId);
    } catch (error) {
      round.signal.throwIfAborted();
      this.logger.warn({ round: round.name, error: error instanceof Error ? error.name : 'unknown' }, 'visit failed');
      return false;
    }
    await this.dataSource.query(NOTE_VISIT, [round.name, customerId]);
    return true;
  }
}
