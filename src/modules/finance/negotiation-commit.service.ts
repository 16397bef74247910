import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { type CustomerCredential, UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { formatBrl } from '../../common/brazil/money.js';
import { type Work, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import type { NegotiationDto } from './negotiation.dto.js';
import type { NegotiationEntity } from './negotiation.entity.js';
import type { Parcel } from './negotiation-plan.js';
import { NegotiationPort } from './negotiation.port.js';
import { type NegotiationOffer, NegotiationsService, notPossible } from './negotiation.service.js';
import { NEGOTIATION_RECONCILIATION_TOPIC, NegotiationStore } from './negotiation.store.js';
import { isUncertain, secondsToSettle, whenSettled } from './settled-act.js';

const MOST_ROUNDS = 3;
const LOOK_AFTER_MS = 180_000;

const payload = z.object({ negotiation_id: z.string() });

/** Takes offers: each once, and one at a time of a customer. */
@Injectable()
export class NegotiationCommitService implements OnModuleInit, Work<z.infer<typeof payload>> {
  readonly topic = NEGOTIATION_RECONCILIATION_TOPIC;
  readonly payload = payload;
  readonly concurrency = 2;
  readonly timeoutMs = 30_000;
  readonly maxAttempts = 20;

  constructor(
    private readonly negotiations: NegotiationsService,
    private readonly store: NegotiationStore,
    private readonly port: NegotiationPort,
    private readonly bills: CustomerBillsService,
    private readonly credentials: UpstreamCredentials,
    private readonly queue: WorkQueue,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  onModuleInit(): void {
    this.queue.start(this);
  }

  backoffMs(): number {
    return Math.min(this.config.uncertainSettleMs, 60_000);
  }

  /**
   * Turns the offer's bills into its parcels.
   * @throws Problem OFFER_EXPIRED, OFFER_STALE, ALREADY_NEGOTIATED, NEGOTIATION_NOT_POSSIBLE when the provider refuses,
   * UPSTREAM_CREDENTIALS_REQUIRED, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async commit(customer: CustomerPrincipal, offerId: string): Promise<NegotiationDto> {
    const { customerId } = customer;
    const offer = this.negotiations.offer(customerId, offerId);
    const credential = await this.credentials.of(customer);
    const offerHash = createHash('sha256').update(offerId).digest();
    const billIds = offer.bills.map(({ id }) => id);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.othersSettled(customerId);
      const { value: bills } = await this.bills.billsOf(customerId, { fresh: true });
      if (await this.store.wasNegotiated(customerId, offerHash, billIds)) throw new Problem(problems.alreadyNegotiated);
      if (!this.negotiations.stillHolds(offer, bills)) throw new Problem(problems.offerStale);
      const negotiation = await this.store.begin(
        {
          customerId,
          contractId: offer.contractId,
          offerHash,
          billIds,
          parcels: offer.parcels,
          totalCents: String(offer.totalCents),
        },
        new Date(Date.now() + LOOK_AFTER_MS),
      );
      if (negotiation !== undefined) return this.carryOut(negotiation, offer, credential);
    }
    throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
  }

  /** Looks after a negotiation whose request may have died: settles it by what the provider lists now. */
  async run({ negotiation_id: id }: z.infer<typeof payload>): Promise<void> {
    const negotiation = await this.store.byId(id);
    if (negotiation === null || !isUncertain(negotiation)) return;
    await this.reconciled(negotiation);
    const after = await this.store.byId(id);
    if (after !== null && isUncertain(after)) throw new Error('the negotiation is still uncertain');
  }

  /** Waits for another request's negotiation, and settles one whose end is unknown. */
  private async othersSettled(customerId: string): Promise<void> {
    const other = await this.store.open(customerId);
    if (other === null) return;
    const settled = isUncertain(other) ? other : await whenSettled(() => this.store.byId(other.id));
    if (settled === null || (settled.state !== 'pending' && settled.state !== 'uncertain')) return;
    const known = isUncertain(settled) ? await this.reconciled(settled) : settled;
    if (known.state === 'pending' || known.state === 'uncertain') throw this.uncertain(known);
  }

  private async carryOut(
    negotiation: NegotiationEntity,
    offer: NegotiationOffer,
    credential: CustomerCredential,
  ): Promise<NegotiationDto> {
    const { customerId, billIds } = negotiation;
    const outcome = await this.port
      .commit({ customerId, credential, billIds, parcels: offer.parcels })
      .catch(async (error: unknown) => {
        await this.store.move(negotiation, 'not_done');
        throw error;
      });
    switch (outcome) {
      case 'done':
        await this.store.move(negotiation, 'done');
        return this.answer(negotiation);
      case 'refused':
        await this.store.move(negotiation, 'refused');
        throw notPossible('REFUSED_BY_PROVIDER');
      case 'uncertain': {
        await this.store.move(negotiation, 'uncertain');
        const lost = { ...negotiation, state: 'uncertain' as const };
        const known = await this.reconciled(lost).catch(() => lost);
        if (known.state !== 'done') throw this.uncertain(lost);
        return this.answer(known);
      }
    }
  }

  /** Settles an uncertain negotiation by reading the bills, as far as they tell. */
  private async reconciled(negotiation: NegotiationEntity): Promise<NegotiationEntity> {
    const { value: bills } = await this.bills.billsOf(negotiation.customerId, { fresh: true });
    const to = judge(
      negotiation,
      bills,
      Date.now() - negotiation.requestedAt.getTime() >= this.config.uncertainSettleMs,
    );
    if (to === undefined) return negotiation;
    await this.store.move(negotiation, to);
    return { ...negotiation, state: to };
  }

  private async answer(negotiation: NegotiationEntity): Promise<NegotiationDto> {
    const { customerId, contractId, billIds, parcels, totalCents } = negotiation;
    // Without the list the invoices exist all the same: their ids come with the next reading.
    const bills = await this.bills.billsOf(customerId, { fresh: true }).catch(() => undefined);
    const created = createdBills(parcels, billIds, bills?.value ?? []);
    return {
      contract_id: contractId,
      negotiated_invoice_ids: billIds,
      total_cents: Number(totalCents),
      invoices: parcels.map((parcel, index) => ({
        id: created[index]?.id ?? null,
        due_date: parcel.due_date,
        amount_cents: parcel.total_cents,
        amount_formatted: formatBrl(parcel.total_cents),
      })),
    };
  }

  private uncertain(negotiation: NegotiationEntity): Problem {
    const retryAfterSeconds = secondsToSettle(negotiation, this.config.uncertainSettleMs);
    return new Problem(problems.outcomeUncertain, { retryAfterSeconds });
  }
}

/** The bill of each parcel, as far as the provider lists one of its amount and due date. */
function createdBills(
  parcels: readonly Parcel[],
  negotiatedIds: readonly string[],
  bills: readonly CustomerBill[],
): (CustomerBill | undefined)[] {
  const left = bills.filter(({ id }) => !negotiatedIds.includes(id));
  return parcels.map((parcel) => {
    const index = left.findIndex((bill) => bill.amountCents === parcel.total_cents && bill.dueDate === parcel.due_date);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
}

/** What the bills say of a negotiation whose answer was lost; undefined while they may still change. */
function judge(
  { billIds, parcels }: NegotiationEntity,
  bills: readonly CustomerBill[],
  settled: boolean,
): 'done' | 'not_done' | undefined {
  const listed = bills.filter(({ id }) => billIds.includes(id));
  const stillOpen = listed.some(({ paidOn }) => paidOn === null);
  if (!stillOpen && createdBills(parcels, billIds, bills).every((bill) => bill !== undefined)) return 'done';
  if (!settled) return undefined;
  // Open or paid as they were: nobody closed them. Gone: they were negotiated, and the parcels look different.
  return stillOpen || listed.length === billIds.length ? 'not_done' : 'done';
}
