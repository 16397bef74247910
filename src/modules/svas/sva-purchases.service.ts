import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Not, Repository } from 'typeorm';
import { z } from 'zod';
import { doubling, UnrecoverableWorkError, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationEntity, type SvaActivationState } from './sva-activation.entity.js';
import { SvaChargesPort } from './sva-charges.port.js';
import { SvaEntitlements } from './sva-entitlements.service.js';

/** What the customer consented to, and from where. */
export interface SvaConsent {
  readonly customerId: string;
  readonly contractId: string;
  readonly sva: SvaEntity;
  readonly acceptedPriceCents: number;
  /** Network address. */
  readonly address: string;
  readonly userAgent: string | undefined;
}

const TOPIC = 'svas.settle';
const settlePayload = z.object({ activation_id: z.uuid() });
/** Longer than the provider is ever waited for: whoever sent an activation that is older has died. */
const SENDING_MS = 60_000;
const insertedRows = z.array(z.object({ id: z.uuid() }));

/**
 * Activations with the consent behind them. A paid one is charged once: it is recorded before it is sent, and one whose
 * answer was lost stands in the way of another until it is known what became of it.
 */
@Injectable()
export class SvaPurchases implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(SvaActivationEntity) private readonly activations: Repository<SvaActivationEntity>,
    @InjectRepository(SvaEntity) private readonly svas: Repository<SvaEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly charges: SvaChargesPort,
    private readonly entitlements: SvaEntitlements,
    private readonly queue: WorkQueue,
  ) {}

  onModuleInit(): void {
    this.queue.start({
      topic: TOPIC,
      payload: settlePayload,
      concurrency: 2,
      timeoutMs: 30_000,
      maxAttempts: 20,
      backoffMs: doubling(60_000, 7_200_000),
      run: ({ activation_id: id }) => this.settleById(id),
    });
  }

  /** States of what stands on a contract, by service. */
  async standing(customerId: string, contractId: string): Promise<ReadonlyMap<string, SvaActivationState>> {
    const rows = await this.activations.findBy({ customerId, contractId, state: Not('failed') });
    return new Map(rows.map(({ svaId, state }) => [svaId, state]));
  }

  /** Keeps the consent to a service that costs nothing; doing so again changes nothing. */
  async include(consent: SvaConsent): Promise<void> {
    await this.insert(consent, 'done');
  }

  /**
   * Charges a service, or finds out that an earlier try of the same customer did.
   * @throws Problem SVA_ALREADY_ACTIVE, REQUEST_IN_FLIGHT while another request charges it, OUTCOME_UNCERTAIN while
   * nobody knows whether it was charged.
   */
  async charge(consent: SvaConsent): Promise<void> {
    const { customerId, contractId, sva } = consent;
    const id = await this.insert(consent, 'sending');
    if (id === undefined) return this.settleStanding(contractId, sva);
    const { erpServiceId } = sva;
    if (erpServiceId === null) throw new TypeError(`service ${sva.id} has nothing to charge`);
    const holder = await this.accounts.get(customerId);
    const outcome = await this.charges
      .charge(holder, { contractId, erpServiceId, reference: id })
      .catch(async (error: unknown) => {
        await this.close(id, 'failed', null);
        throw error;
      });
    if (outcome !== 'uncertain') return this.close(id, 'done', outcome.id);
    await this.activations.update({ id, state: 'sending' }, { state: 'uncertain' });
    if (!(await this.settle(id, customerId, sva).catch(() => false))) throw new Problem(problems.outcomeUncertain);
  }

  /** The new row's id; undefined when another stands. */
  private insert(consent: SvaConsent, state: 'sending' | 'done'): Promise<string | undefined> {
    const { customerId, contractId, sva, acceptedPriceCents, address, userAgent } = consent;
    return this.dataSource.transaction(async (manager) => {
      const [row] = insertedRows.parse(
        await manager.query(
          `INSERT INTO sva_activation (customer_id, contract_id, sva_id, state, accepted_price_cents, consent_address,
             consent_user_agent, settled_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $4 = 'done' THEN now() END)
           ON CONFLICT (contract_id, sva_id) WHERE state <> 'failed' DO NOTHING RETURNING id`,
          [customerId, contractId, sva.id, state, acceptedPriceCents, address, userAgent ?? null],
        ),
      );
      if (row !== undefined && state === 'sending') {
        // Also for the case that this process does not live to see the answer.
        const runAt = new Date(Date.now() + SENDING_MS);
        await this.queue.enqueue(TOPIC, { activation_id: row.id }, { dedupeKey: row.id, runAt, manager });
      }
      return row?.id;
    });
  }

  private async settleStanding(contractId: string, sva: SvaEntity): Promise<void> {
    const row = await this.activations.findOneBy({ contractId, svaId: sva.id, state: Not('failed') });
    if (row === null || (row.state === 'sending' && Date.now() - row.consentedAt.getTime() < SENDING_MS)) {
      throw new Problem(problems.requestInFlight, { retryAfterSeconds: 2 });
    }
    if (row.state === 'done') throw new Problem(problems.svaAlreadyActive);
    if (!(await this.settle(row.id, row.customerId, sva))) throw new Problem(problems.outcomeUncertain);
  }

  /**
   * The ERP has no list of what it charges. What it tells is whom PlayHub serves: a service that the customer did not
   * have before and has now was charged. Of other providers nothing can be read.
   */
  private async settle(id: string, customerId: string, sva: SvaEntity): Promise<boolean> {
    if (sva.provider !== 'PLAYHUB' || !(await this.entitlements.isServedByPlayhub(customerId, sva))) return false;
    await this.close(id, 'done', null);
    return true;
  }

  private async settleById(id: string): Promise<void> {
    const row = await this.activations.findOneBy({ id, state: In(['sending', 'uncertain']) });
    if (row === null) return;
    const sva = await this.svas.findOneByOrFail({ id: row.svaId });
    // People look for the reference among the charges: sending it again could charge it twice.
    if (sva.provider !== 'PLAYHUB') throw new UnrecoverableWorkError('charge-to-be-looked-up');
    if (!(await this.settle(id, row.customerId, sva))) throw new NotSettledError();
  }

  private async close(id: string, state: 'done' | 'failed', erpChargeId: string | null): Promise<void> {
    await this.activations.update(
      { id, state: In(['sending', 'uncertain']) },
      { state, erpChargeId, settledAt: new Date() },
    );
  }
}

class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}
