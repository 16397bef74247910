import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WorkQueue } from '../jobs/work-queue.js';
import type { IrreversibleActEntity } from './irreversible-act.entity.js';

export const LOOK_AFTER_TOPIC = 'acts.settle';

/** Asks that an act is looked after when nobody waits for it any more. */
@Injectable()
export class ActLookAfter {
  constructor(private readonly queue: WorkQueue) {}

  /** Once for each state of the act. @param manager joins the transaction that brings it into its state */
  async at(time: Date, { id, state }: IrreversibleActEntity, manager?: EntityManager): Promise<void> {
    await this.queue.enqueue(
      LOOK_AFTER_TOPIC,
      { act_id: id },
      { dedupeKey: `${id}:${state}`, runAt: time, ...(manager === undefined ? {} : { manager }) },
    );
  }
}
