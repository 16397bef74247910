import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { contractSubject, onContract } from '../../common/acts/act-holds.js';
import { contractOf } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import {
  addDays,
  dateInSaoPaulo,
  isPlainDate,
  type PlainDate,
  todayInSaoPaulo,
  toSaoPauloInstant,
} from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import { judgeTrust, type TrustVerdict } from './trust-eligibility.js';
import type { TrustCheckDto, TrustUnlockDto } from './trust-unlock.dto.js';
import { TrustUnlockEntity } from './trust-unlock.entity.js';
import { TrustUnlockPort } from './trust-unlock.port.js';
import { TrustUnlockStore } from './trust-unlock.store.js';

const ENABLED_ON_TRUST: ContractStatus = 'HABILITADO_EM_CONFIANCA';
const day = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value));

/** Where a contract stands: what the provider says, and the unlock of ours that is not over. */
interface Standing {
  readonly active: TrustUnlockEntity | null;
  readonly verdict: TrustVerdict;
  readonly lastUsedAt: Date | null;
}

/** Whether a contract could be unlocked, and until when it is. */
export interface TrustOutlook {
  readonly eligible: boolean;
  /** Its last day; null when it is not unlocked, or nobody knows. */
  readonly activeUntil: PlainDate | null;
}

/** Enables suspended contracts on the customer's promise to pay: once, however often it is asked for. */
@Injectable()
export class TrustUnlocksService {
  private readonly kind;

  constructor(
    private readonly store: TrustUnlockStore,
    private readonly port: TrustUnlockPort,
    private readonly bills: CustomerBillsService,
    private readonly acts: IrreversibleActs,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {
    this.kind = acts.declare({
      name: 'finance.trust-unlock',
      title: 'Desbloqueio em confiança',
      request: z.object({ oldestBillId: z.string().nullable() }),
      // Of old unlocks the last day is not known.
      outcome: z.object({ validUntil: day.nullable() }),
      find: async (act) => {
        const status = await this.statusOf(act.customerId, contractOf(act));
        // It tells neither that it was done nor that it was not.
        if (status === 'UNKNOWN') throw new Problem(problems.outcomeUncertain);
        return status === ENABLED_ON_TRUST ? { validUntil: this.assumedEnd(act.sentAt) } : undefined;
      },
      assumed: ({ sentAt }) => ({ validUntil: this.assumedEnd(sentAt) }),
      ended: async (manager, act, outcome) => {
        if (outcome === null) return;
        await manager.insert(TrustUnlockEntity, {
          id: act.id,
          customerId: act.customerId,
          contractId: contractOf(act),
          state: 'active',
          oldestBillId: act.request.oldestBillId,
          validUntil: outcome.validUntil,
          requestedAt: act.sentAt,
        });
      },
    });
  }

  /** Whether the contract can be unlocked now, and why not. */
  async check(customerId: string, contractId: string): Promise<TrustCheckDto> {
    const unresolved = await this.acts.unresolved(contractSubject(this.kind, contractId));
    const { active, verdict, lastUsedAt } = await this.standing(customerId, contractId, {
      unresolved,
      billsRequired: false,
    });
    return {
      contract_id: contractId,
      eligible: verdict.reason === null,
      reason: verdict.reason,
      days: this.config.trust.days,
      active_until: active?.validUntil ?? null,
      last_used_at: lastUsedAt === null ? null : toSaoPauloInstant(lastUsedAt),
      next_available_at: verdict.nextAvailableOn,
    };
  }

  /** As `check`, by what is known of the contract already: the provider is not asked, and nothing is settled. */
  async outlook(
    { id, status }: { readonly id: string; readonly status: ContractStatus },
    bills: readonly CustomerBill[],
  ): Promise<TrustOutlook> {
    const [standing, active, last] = await Promise.all([
      this.acts.standing(this.kind, contractSubject(this.kind, id)),
      this.store.active(id),
      this.store.last(id),
    ]);
    const { reason } = judgeTrust(
      { status, unresolved: standing !== undefined, bills, last: last ?? undefined, today: todayInSaoPaulo() },
      this.config.trust,
    );
    const until = status === ENABLED_ON_TRUST ? (active?.validUntil ?? null) : null;
    return { eligible: reason === null, activeUntil: until !== null && isPlainDate(until) ? until : null };
  }

  /** The next unlocks that are active and end on a day, for whoever goes through them page by page. */
  async endingOn(
    day: PlainDate,
    { after, limit }: { readonly after: string | undefined; readonly limit: number },
  ): Promise<{ readonly id: string; readonly customerId: string }[]> {
    const unlocks = await this.store.endingOn(day, after, limit);
    return unlocks.map(({ id, customerId }) => ({ id, customerId }));
  }

  /**
   * Unlocks the contract.
   * @throws Problem TRUST_ALREADY_ACTIVE, TRUST_NOT_ELIGIBLE, TRUST_REFUSED, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async unlock(customerId: string, contractId: string): Promise<TrustUnlockDto> {
    return this.acts.holding(this.kind, onContract(this.kind, customerId, contractId), async (act) => {
      const { active, verdict } = await this.standing(customerId, contractId, {
        unresolved: false,
        billsRequired: true,
      });
      if (verdict.reason === 'ALREADY_ACTIVE') {
        throw new Problem(problems.trustAlreadyActive, { extensions: { valid_until: active?.validUntil ?? null } });
      }
      if (verdict.reason !== null) {
        throw new Problem(problems.trustNotEligible, {
          extensions: { reason: verdict.reason, next_available_at: verdict.nextAvailableOn },
        });
      }
      const { outcome } = await act.send({ oldestBillId: verdict.oldestBillId }, async () => {
        const answer = await this.port.unlock({ id: customerId }, contractId);
        if (answer.kind === 'refused') throw new Problem(problems.trustRefused);
        return answer.kind === 'uncertain'
          ? answer.kind
          : { validUntil: answer.validUntil ?? this.assumedEnd(new Date()) };
      });
      return { contract_id: contractId, valid_until: outcome.validUntil ?? this.assumedEnd(new Date()) };
    });
  }

  private async standing(
    customerId: string,
    contractId: string,
    { unresolved, billsRequired }: { unresolved: boolean; billsRequired: boolean },
  ): Promise<Standing> {
    // Our own row first: what it says was true before the provider was read.
    const row = await this.store.active(contractId);
    const [status, bills] = await Promise.all([
      this.statusOf(customerId, contractId),
      this.billsOf(customerId, contractId).catch((error: unknown) => {
        if (billsRequired) throw error;
        return undefined;
      }),
    ]);
    const over = row !== null && status !== ENABLED_ON_TRUST && status !== 'UNKNOWN';
    if (over) await this.store.end(row);
    const last = await this.store.last(contractId);
    const verdict = judgeTrust(
      { status, unresolved, bills, last: last ?? undefined, today: todayInSaoPaulo() },
      this.config.trust,
    );
    return { active: over ? null : row, verdict, lastUsedAt: last?.requestedAt ?? null };
  }

  private statusOf(customerId: string, contractId: string): Promise<ContractStatus> {
    return this.port.contractStatus({ id: customerId }, contractId);
  }

  private async billsOf(customerId: string, contractId: string): Promise<CustomerBill[]> {
    const { value } = await this.bills.billsOf(customerId);
    return value.filter(({ contractIds }) => contractIds.includes(contractId));
  }

  /** By our own rule, where the provider's answer with the date was lost or has none. */
  private assumedEnd(sentAt: Date): PlainDate {
    return addDays(dateInSaoPaulo(sentAt.getTime()) ?? todayInSaoPaulo(), this.config.trust.days);
  }
}
