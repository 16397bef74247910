import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PinoLogger } from 'nestjs-pino';
import { IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { doubling, WorkQueue } from '../jobs/work-queue.js';
import { ActEndings } from './act-endings.js';
import { ActHolds } from './act-holds.js';
import { LOOK_AFTER_TOPIC } from './act-look-after.js';
import { IrreversibleActEntity } from './irreversible-act.entity.js';

const TIMEOUT_MS = 30_000;
/** Beyond the timeout, so that nobody else takes an act that is being settled. */
const LEASE_MS = TIMEOUT_MS + 10_000;
/** About a day; after that an operator has seen the act for long. */
const MOST_ATTEMPTS = 24;

class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

/** Settles acts that nobody waits for any more. */
@Injectable()
export class ActSettlement implements OnModuleInit {
  constructor(
    @InjectRepository(IrreversibleActEntity) private readonly acts: Repository<IrreversibleActEntity>,
    private readonly holds: ActHolds,
    private readonly endings: ActEndings,
    private readonly queue: WorkQueue,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: LOOK_AFTER_TOPIC,
      payload: z.object({ act_id: z.uuid() }),
      concurrency: 2,
      timeoutMs: TIMEOUT_MS,
      maxAttempts: MOST_ATTEMPTS,
      backoffMs: doubling(2_000, 7_200_000),
      run: ({ act_id: id }, { number }) => this.lookAt(id, number >= MOST_ATTEMPTS),
    });
  }

  /**
   * Looks once at an act that may have been left behind.
   * @throws Error when it is not settled by that, to be looked at again
   */
  async lookAt(id: string, last = false): Promise<void> {
    const standing = await this.acts.findOneBy({ id, settledAt: IsNull() });
    if (standing === null || standing.state === 'unreadable') return;
    const row = await this.holds.take(id, LEASE_MS);
    if (row === undefined) throw new NotSettledError();
    try {
      if (row.state === 'checking') return;
      if (await this.endings.settle(row)) {
        this.logger.info({ act: id, kind: row.kind, state: row.state }, 'an act was settled');
        return;
      }
    } finally {
      await this.holds.release(row);
    }
    if (row.state === 'unreadable') return;
    if (!last) throw new NotSettledError();
    this.logger.warn({ act: id, kind: row.kind }, 'an act is left to the operators');
  }
}
