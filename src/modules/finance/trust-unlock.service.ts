import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import {
  addDays,
  dateInSaoPaulo,
  type PlainDate,
  todayInSaoPaulo,
  toSaoPauloInstant,
} from '../../common/brazil/dates.js';
import { type Work, WorkQueue } from '../../common/jobs/work-queue.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { isUncertain, secondsToSettle, whenSettled } from './settled-act.js';
import { judgeTrust, type TrustVerdict } from './trust-eligibility.js';
import type { TrustCheckDto, TrustUnlockDto } from './trust-unlock.dto.js';
import type { TrustUnlockEntity } from './trust-unlock.entity.js';
import { TrustUnlockPort } from './trust-unlock.port.js';
import { TRUST_RECONCILIATION_TOPIC, TrustUnlockStore } from './trust-unlock.store.js';

const ENABLED_ON_TRUST: ContractStatus = 'HABILITADO_EM_CONFIANCA';
/** Rounds of waiting for others' unlocks before giving up; each ends with another state of the contract. */
const MOST_ROUNDS = 3;
/** Beyond the lease of a request that died. */
const LOOK_AFTER_MS = 180_000;

const payload = z.object({ unlock_id: z.string() });

/** Where a contract stands: what the provider says, and the unlock of ours that is not over. */
interface Standing {
  readonly status: ContractStatus;
  readonly open: TrustUnlockEntity | null;
  readonly verdict: TrustVerdict;
  readonly lastUsedAt: Date | null;
}

/** Enables suspended contracts on the customer's promise to pay: once, however often it is asked for. */
@Injectable()
export class TrustUnlocksService implements OnModuleInit, Work<z.infer<typeof payload>> {
  readonly topic = TRUST_RECONCILIATION_TOPIC;
  readonly payload = payload;
  readonly concurrency = 2;
  readonly timeoutMs = 30_000;
  readonly maxAttempts = 20;

  constructor(
    private readonly store: TrustUnlockStore,
    private readonly port: TrustUnlockPort,
    private readonly bills: CustomerBillsService,
    private readonly queue: WorkQueue,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  onModuleInit(): void {
    this.queue.start(this);
  }

  backoffMs(): number {
    return Math.min(this.config.uncertainSettleMs, 60_000);
  }

  /** Whether the contract can be unlocked now, and why not. */
  async check(customerId: string, contractId: string): Promise<TrustCheckDto> {
    const { open, verdict, lastUsedAt } = await this.standing(customerId, contractId, { billsRequired: false });
    return {
      contract_id: contractId,
      eligible: verdict.reason === null,
      reason: verdict.reason,
      days: this.config.trust.days,
      active_until: open?.state === 'active' ? open.validUntil : null,
      last_used_at: lastUsedAt === null ? null : toSaoPauloInstant(lastUsedAt),
      next_available_at: verdict.nextAvailableOn,
    };
  }

  /**
   * Unlocks the contract.
   * @throws Problem TRUST_ALREADY_ACTIVE, TRUST_NOT_ELIGIBLE, TRUST_REFUSED, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async unlock(customerId: string, contractId: string): Promise<TrustUnlockDto> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const inFlight = await this.store.open(contractId);
      if (inFlight?.state === 'pending' && !isUncertain(inFlight)) {
        const settled = await whenSettled(() => this.store.byId(inFlight.id));
        if (settled?.state === 'refused') throw new Problem(problems.trustRefused);
        if (settled?.state === 'active') throw alreadyActive(settled);
        if (settled?.state === 'pending') throw this.uncertain(settled);
      }
      const { open, verdict } = await this.standing(customerId, contractId, { billsRequired: true });
      if (verdict.reason === 'ALREADY_ACTIVE') throw alreadyActive(open);
      if (open !== null && isUncertain(open)) throw this.uncertain(open);
      if (open !== null) continue;
      if (verdict.reason !== null) {
        throw new Problem(problems.trustNotEligible, {
          extensions: { reason: verdict.reason, next_available_at: verdict.nextAvailableOn },
        });
      }
      const unlock = await this.store.begin(
        { customerId, contractId, oldestBillId: verdict.oldestBillId },
        new Date(Date.now() + LOOK_AFTER_MS),
      );
      if (unlock !== undefined) return this.carryOut(unlock);
    }
    throw new Problem(problems.requestInFlight, { retryAfterSeconds: 1 });
  }

  /** Looks after an unlock whose request may have died: settles it by what the provider says now. */
  async run({ unlock_id: id }: z.infer<typeof payload>): Promise<void> {
    const unlock = await this.store.byId(id);
    if (unlock === null || !isUncertain(unlock)) return;
    await this.reconciled(unlock, await this.statusOf(unlock.customerId, unlock.contractId));
    const after = await this.store.byId(id);
    if (after !== null && isUncertain(after)) throw new Error('the unlock is still uncertain');
  }

  private async carryOut(unlock: TrustUnlockEntity): Promise<TrustUnlockDto> {
    const { customerId, contractId } = unlock;
    const outcome = await this.port.unlock({ id: customerId }, contractId).catch(async (error: unknown) => {
      await this.store.move(unlock, 'not_done');
      throw error;
    });
    switch (outcome.kind) {
      case 'unlocked': {
        const validUntil = outcome.validUntil ?? this.assumedEnd(unlock);
        await this.store.move(unlock, 'active', validUntil);
        return { contract_id: contractId, valid_until: validUntil };
      }
      case 'refused':
        await this.store.move(unlock, 'refused');
        throw new Problem(problems.trustRefused);
      case 'uncertain': {
        await this.store.move(unlock, 'uncertain');
        const lost = { ...unlock, state: 'uncertain' as const };
        const status = await this.statusOf(customerId, contractId).catch(() => undefined);
        const known = status === undefined ? lost : await this.reconciled(lost, status);
        if (known?.state !== 'active') throw this.uncertain(lost);
        return { contract_id: contractId, valid_until: known.validUntil ?? this.assumedEnd(unlock) };
      }
    }
  }

  private async standing(
    customerId: string,
    contractId: string,
    { billsRequired }: { billsRequired: boolean },
  ): Promise<Standing> {
    // Our own row first: what it says was true before the provider was read.
    const row = await this.store.open(contractId);
    const [status, bills] = await Promise.all([
      this.statusOf(customerId, contractId),
      this.billsOf(customerId, contractId).catch((error: unknown) => {
        if (billsRequired) throw error;
        return undefined;
      }),
    ]);
    const open = row === null ? null : await this.reconciled(row, status);
    const last = await this.store.last(contractId);
    const verdict = judgeTrust(
      {
        status,
        unresolved: open !== null && open.state !== 'active',
        bills,
        last: last ?? undefined,
        today: todayInSaoPaulo(),
      },
      this.config.trust,
    );
    return { status, open, verdict, lastUsedAt: last?.requestedAt ?? null };
  }

  /** Moves an unlock on by what the provider says; null when it is over. */
  private async reconciled(unlock: TrustUnlockEntity, status: ContractStatus): Promise<TrustUnlockEntity | null> {
    if (unlock.state === 'active') {
      if (status === ENABLED_ON_TRUST || status === 'UNKNOWN') return unlock;
      await this.store.move(unlock, 'ended');
      return null;
    }
    if (!isUncertain(unlock)) return unlock;
    if (status === ENABLED_ON_TRUST) {
      const validUntil = this.assumedEnd(unlock);
      await this.store.move(unlock, 'active', validUntil);
      return { ...unlock, state: 'active', validUntil };
    }
    // It may still be on its way into the provider's books.
    if (status === 'UNKNOWN' || Date.now() - unlock.requestedAt.getTime() < this.config.uncertainSettleMs)
      return unlock;
    await this.store.move(unlock, 'not_done');
    return null;
  }

  private statusOf(customerId: string, contractId: string): Promise<ContractStatus> {
    return this.port.contractStatus({ id: customerId }, contractId);
  }

  private async billsOf(customerId: string, contractId: string): Promise<CustomerBill[]> {
    const { value } = await this.bills.billsOf(customerId);
    return value.filter(({ contractIds }) => contractIds.includes(contractId));
  }

  /** By our own rule, where the provider's answer with the date was lost or has none. */
  private assumedEnd({ requestedAt }: TrustUnlockEntity): PlainDate {
    return addDays(dateInSaoPaulo(requestedAt.getTime()) ?? todayInSaoPaulo(), this.config.trust.days);
  }

  private uncertain(unlock: TrustUnlockEntity): Problem {
    const retryAfterSeconds = secondsToSettle(unlock, this.config.uncertainSettleMs);
    return new Problem(problems.outcomeUncertain, { retryAfterSeconds });
  }
}

const alreadyActive = (open: TrustUnlockEntity | null): Problem =>
  new Problem(problems.trustAlreadyActive, { extensions: { valid_until: open?.validUntil ?? null } });
