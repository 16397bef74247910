import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import type { PlainDate } from '../../common/brazil/dates.js';
import { TrustUnlockEntity } from './trust-unlock.entity.js';

/** Trust unlocks that happened. */
@Injectable()
export class TrustUnlockStore {
  constructor(@InjectRepository(TrustUnlockEntity) private readonly unlocks: Repository<TrustUnlockEntity>) {}

  /** The contract's one unlock that is not over. */
  active(contractId: string): Promise<TrustUnlockEntity | null> {
    return this.unlocks.findOneBy({ contractId, state: 'active' });
  }

  /** The last unlock that happened. */
  last(contractId: string): Promise<TrustUnlockEntity | null> {
    return this.unlocks.findOne({ where: { contractId }, order: { requestedAt: 'DESC' } });
  }

  /** The next active unlocks that end on a day, by id. */
  endingOn(day: PlainDate, after: string | undefined, limit: number): Promise<TrustUnlockEntity[]> {
    return this.unlocks.find({
      where: { state: 'active', validUntil: day, ...(after === undefined ? {} : { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  async end({ id }: TrustUnlockEntity): Promise<void> {
    await this.unlocks.update({ id, state: 'active' }, { state: 'ended', settledAt: new Date() });
  }
}
