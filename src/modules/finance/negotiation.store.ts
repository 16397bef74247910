import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ArrayOverlap, In, Repository } from 'typeorm';
import { WorkQueue } from '../../common/jobs/work-queue.js';
import { NegotiationEntity, type NegotiationState } from './negotiation.entity.js';

export const NEGOTIATION_RECONCILIATION_TOPIC = 'negotiation-reconciliation';

const OPEN: readonly NegotiationState[] = ['pending', 'uncertain'];

export type NewNegotiation = Pick<
  NegotiationEntity,
  'customerId' | 'contractId' | 'offerHash' | 'billIds' | 'parcels' | 'totalCents'
>;

/** Negotiations as they are kept. Every change of state names the state it leaves, so that only one caller makes it. */
@Injectable()
export class NegotiationStore {
  constructor(
    @InjectRepository(NegotiationEntity) private readonly negotiations: Repository<NegotiationEntity>,
    private readonly queue: WorkQueue,
  ) {}

  byId(id: string): Promise<NegotiationEntity | null> {
    return this.negotiations.findOneBy({ id });
  }

  /** The customer's one negotiation whose end is not known. */
  open(customerId: string): Promise<NegotiationEntity | null> {
    return this.negotiations.findOneBy({ customerId, state: In(OPEN) });
  }

  /** The latest of a contract that happened or may have. */
  latest(customerId: string, contractId: string): Promise<NegotiationEntity | null> {
    return this.negotiations.findOne({
      where: { customerId, contractId, state: In([...OPEN, 'done']) },
      order: { requestedAt: 'DESC' },
    });
  }

  /** Whether the offer was taken, or one of the bills went into a negotiation. */
  wasNegotiated(customerId: string, offerHash: Buffer, billIds: string[]): Promise<boolean> {
    return this.negotiations.existsBy([
      { customerId, offerHash, state: 'done' },
      { customerId, billIds: ArrayOverlap(billIds), state: 'done' },
    ]);
  }

  /**
   * Begins a negotiation, with the work that looks after it should this process die; undefined when another one of the
   * customer is open or the offer was taken.
   */
  begin(negotiation: NewNegotiation, lookAfterAt: Date): Promise<NegotiationEntity | undefined> {
    const { customerId, contractId, offerHash, billIds, parcels, totalCents } = negotiation;
    return this.negotiations.manager.transaction(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO negotiation (customer_id, contract_id, offer_hash, bill_ids, parcels, total_cents, state)
         VALUES ($1, $2, $3, $4, $5, $6, 'pending') ON CONFLICT DO NOTHING RETURNING id`,
        [customerId, contractId, offerHash, billIds, JSON.stringify(parcels), totalCents],
      );
      if (row === undefined) return undefined;
      await this.queue.enqueue(
        NEGOTIATION_RECONCILIATION_TOPIC,
        { negotiation_id: row.id },
        { dedupeKey: row.id, runAt: lookAfterAt, manager },
      );
      return manager.findOneByOrFail(NegotiationEntity, { id: row.id });
    });
  }

  /** False when the negotiation has left that state already. */
  async move({ id, state }: NegotiationEntity, to: NegotiationState): Promise<boolean> {
    const { affected } = await this.negotiations.update({ id, state }, { state: to, settledAt: new Date() });
    return affected === 1;
  }
}
