import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { PlainDate } from '../../common/brazil/dates.js';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { TrustUnlockEntity, type TrustUnlockState } from './trust-unlock.entity.js';

export const TRUST_RECONCILIATION_TOPIC = 'trust-unlock-reconciliation';

const OPEN: readonly TrustUnlockState[] = ['pending', 'uncertain', 'active'];
const HAPPENED: readonly TrustUnlockState[] = ['active', 'ended'];

/** Trust unlocks as they are kept. Every change of state names the state it leaves, so that only one caller makes it. */
@Injectable()
export class TrustUnlockStore {
  constructor(
    @InjectRepository(TrustUnlockEntity) private readonly unlocks: Repository<TrustUnlockEntity>,
    private readonly queue: WorkQueue,
  ) {}

  byId(id: string): Promise<TrustUnlockEntity | null> {
    return this.unlocks.findOneBy({ id });
  }

  /** The one unlock of a contract that is in flight, uncertain or active. */
  open(contractId: string): Promise<TrustUnlockEntity | null> {
    return this.unlocks.findOneBy({ contractId, state: In(OPEN) });
  }

  /** The last unlock that happened. */
  last(contractId: string): Promise<TrustUnlockEntity | null> {
    return this.unlocks.findOne({ where: { contractId, state: In(HAPPENED) }, order: { requestedAt: 'DESC' } });
  }

  /**
   * Begins an unlock, with the work that looks after it should this process die; undefined when another one is open.
   * @param lookAfterAt when that work runs
   */
  begin(
    unlock: Pick<TrustUnlockEntity, 'customerId' | 'contractId' | 'oldestBillId'>,
    lookAfterAt: Date,
  ): Promise<TrustUnlockEntity | undefined> {
    return this.unlocks.manager.transaction(async (manager) => {
      const rows = await manager.query<{ id: string }[]>(
        `INSERT INTO trust_unlock (customer_id, contract_id, oldest_bill_id, state) VALUES ($1, $2, $3, 'pending')
         ON CONFLICT (contract_id) WHERE state IN ('pending', 'uncertain', 'active') DO NOTHING RETURNING id`,
        [unlock.customerId, unlock.contractId, unlock.oldestBillId],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      await this.queue.enqueue(
        TRUST_RECONCILIATION_TOPIC,
        { unlock_id: row.id },
        { dedupeKey: row.id, runAt: lookAfterAt, manager },
      );
      return manager.findOneByOrFail(TrustUnlockEntity, { id: row.id });
    });
  }

  /** False when the unlock has left that state already. */
  async move(
    { id, state }: TrustUnlockEntity,
    to: TrustUnlockState,
    validUntil: PlainDate | null = null,
  ): Promise<boolean> {
    const { affected } = await this.unlocks.update(
      { id, state },
      { state: to, settledAt: new Date(), ...(validUntil === null ? {} : { validUntil }) },
    );
    return affected === 1;
  }
}
