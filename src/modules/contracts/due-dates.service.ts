import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { staleness } from '../../common/http/staleness.js';
import { Problem, type ProblemKind } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ContractActRules, type ContractActScope, ContractActs } from './contract-acts.service.js';
import { type ContractsConfig, contractsConfig } from './contracts.config.js';
import { type DueDateChangeObstacle, obstacleTo, type ProRata, proRata, proRataText } from './due-date-rules.js';
import type { ChangedDueDateDto, DueDateListDto, ProRataDto } from './due-dates.dto.js';
import { DueDatesPort, type DueDateSituation } from './due-dates.port.js';

const request = z.object({ fromId: z.string(), toId: z.string() });
const outcome = z.object({ fromDay: z.number().nullable(), toDay: z.number(), priceCents: z.number().nullable() });
type Change = z.infer<typeof request>;
type Changed = z.infer<typeof outcome>;

const REFUSALS: Readonly<Record<DueDateChangeObstacle, ProblemKind>> = {
  CONTRACT_NOT_SERVICEABLE: problems.contractNotServiceable,
  OPEN_INVOICE: problems.openInvoice,
  ALREADY_REQUESTED: problems.dueDateChangeRequested,
};

const DAY_MS = 86_400_000;

@Injectable()
export class DueDatesService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: DueDatesPort,
    private readonly acts: ContractActs,
    private readonly credentials: UpstreamCredentials,
    @Inject(contractsConfig.token) private readonly config: ContractsConfig,
  ) {}

  /** The due dates a contract could have, and whether it may get another now. */
  async list(customer: CustomerPrincipal, contractId: string): Promise<DueDateListDto> {
    const account = await this.accounts.get(customer.customerId);
    const [offered, situation] = await Promise.all([this.port.offered(), this.port.situation(account, contractId)]);
    const waits = await this.changeWaits(customer, account, contractId, situation);
    const reason = obstacleTo(situation, waits, todayInSaoPaulo());
    return {
      current_id: situation.currentId,
      can_change: reason === null,
      reason,
      items: offered.value.map((dueDate) => ({
        id: dueDate.id,
        day: dueDate.day,
        billing_from: dueDate.billingFromDay,
        billing_to: dueDate.billingToDay,
      })),
      ...staleness(offered.staleSince),
    };
  }

  /**
   * Gives the contract another due date from the next billing on. Asked again for the last change, it answers the same.
   * @throws Problem SAME_DUE_DATE, DUE_DATE_NOT_OFFERED, CONTRACT_NOT_SERVICEABLE, OPEN_INVOICE,
   * DUE_DATE_CHANGE_REQUESTED or REFUSED.
   */
  async change(customer: CustomerPrincipal, contractId: string, toId: string): Promise<ChangedDueDateDto> {
    const account = await this.accounts.get(customer.customerId);
    const scope = scopeOf(customer, contractId);
    const rules = this.rules(account, contractId);
    await this.acts.settle(scope, rules);
    const situation = await this.port.situation(account, contractId);
    if (situation.currentId === toId) {
      const last = await this.acts.lastDone(scope, rules);
      if (last?.request.toId !== toId) throw new Problem(problems.sameDueDate);
      return changedDto(contractId, last.request, last.outcome);
    }
    const { value: offered } = await this.port.offered();
    const wanted = offered.find(({ id }) => id === toId);
    const fromId = situation.currentId;
    if (wanted === undefined || fromId === null) throw new Problem(problems.dueDateNotOffered);
    const waits = await this.changeWaits(customer, account, contractId, situation);
    const obstacle = obstacleTo(situation, waits, todayInSaoPaulo());
    if (obstacle !== null) throw new Problem(REFUSALS[obstacle]);
    const changed: Changed = {
      fromDay: offered.find(({ id }) => id === fromId)?.day ?? null,
      toDay: wanted.day,
      priceCents: situation.priceCents,
    };
    const change = { fromId, toId };
    await this.acts.carryOut(scope, rules, {
      request: change,
      send: async () => {
        if ((await this.port.change(account, contractId, change)) === 'refused') {
          throw new Problem(problems.refusedByRule);
        }
        return changed;
      },
    });
    return changedDto(contractId, change, changed);
  }

  /** Ours to know when it went through here; of other channels only a session with the customer's credential learns. */
  private async changeWaits(
    customer: CustomerPrincipal,
    account: CustomerAccount,
    contractId: string,
    { currentId }: DueDateSituation,
  ): Promise<boolean> {
    const last = await this.acts.lastDone(scopeOf(customer, contractId), { request, outcome });
    const waitsUntil = (last?.sentAt.getTime() ?? 0) + this.config.dueDateChangeIntervalDays * DAY_MS;
    if (last !== undefined && Date.now() < waitsUntil) return true;
    if (currentId === null) return false;
    const credential = await this.credentials.of(customer).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === problems.upstreamCredentialsRequired) return undefined;
      throw error;
    });
    if (credential === undefined) return false;
    return this.port.changeWaits(account, currentId, credential);
  }

  private rules(account: CustomerAccount, contractId: string): ContractActRules<Change, Changed> {
    return {
      request,
      outcome,
      find: async ({ request: change }) => {
        const [situation, offered] = await Promise.all([this.port.situation(account, contractId), this.port.offered()]);
        if (situation.currentId !== change.toId) return undefined;
        const dayOf = (dueDateId: string) => offered.value.find(({ id }) => id === dueDateId)?.day;
        const toDay = dayOf(change.toId);
        return toDay === undefined
          ? undefined
          : { fromDay: dayOf(change.fromId) ?? null, toDay, priceCents: situation.priceCents };
      },
    };
  }
}

const scopeOf = ({ customerId }: CustomerPrincipal, contractId: string): ContractActScope => ({
  customerId,
  contractId,
  kind: 'DUE_DATE_CHANGE',
});

function changedDto(contractId: string, { toId }: Change, { fromDay, toDay, priceCents }: Changed): ChangedDueDateDto {
  // A due date that is offered no more is of an unknown day.
  const proportion = fromDay === null ? null : proRata(fromDay, toDay, priceCents);
  return {
    contract_id: contractId,
    due_date_id: toId,
    day: toDay,
    effective_from: 'NEXT_BILLING',
    pro_rata: proportion === null ? null : proRataDto(proportion),
    message: proRataText(proportion, toDay),
  };
}

const proRataDto = ({ days, amountCents }: ProRata): ProRataDto => ({
  days,
  amount_cents: amountCents,
  amount_formatted: amountCents === null ? null : formatBrl(amountCents),
});
