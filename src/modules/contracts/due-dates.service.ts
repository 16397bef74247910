import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type ActPlace, onContract } from '../../common/acts/act-holds.js';
import { contractOf } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { staleness } from '../../common/http/staleness.js';
import { Problem, type ProblemKind } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ContractsConfig, contractsConfig } from './contracts.config.js';
import { type DueDateChangeObstacle, obstacleTo, type ProRata, proRata, proRataText } from './due-date-rules.js';
import type { ChangedDueDateDto, DueDateListDto, ProRataDto } from './due-dates.dto.js';
import { type DueDate, DueDatesPort, type DueDateSituation } from './due-dates.port.js';

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
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: DueDatesPort,
    private readonly acts: IrreversibleActs,
    private readonly credentials: UpstreamCredentials,
    @Inject(contractsConfig.token) private readonly config: ContractsConfig,
  ) {
    this.kind = acts.declare({
      name: 'contract.due-date-change',
      title: 'Mudança do vencimento',
      request,
      outcome,
      find: async (act) => {
        const account = await accounts.get(act.customerId);
        const [situation, offered] = await Promise.all([port.situation(account, contractOf(act)), port.offered()]);
        if (situation.currentId !== act.request.toId) return undefined;
        return changed(act.request, offered.value, situation.priceCents);
      },
      assumed: async (act) => {
        const assumed = changed(act.request, (await port.offered()).value, null);
        if (assumed === undefined) throw new Problem(problems.dueDateNotOffered);
        return assumed;
      },
    });
  }

  /** The due dates a contract could have, and whether it may get another now. */
  async list(customer: CustomerPrincipal, contractId: string): Promise<DueDateListDto> {
    const account = await this.accounts.get(customer.customerId);
    const place = onContract(this.kind, customer.customerId, contractId);
    const [offered, situation] = await Promise.all([this.port.offered(), this.port.situation(account, contractId)]);
    const waits = await this.changeWaits(customer, account, place, situation);
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
    const place = onContract(this.kind, customer.customerId, contractId);
    return this.acts.holding(this.kind, place, async (act) => {
      const situation = await this.port.situation(account, contractId);
      if (situation.currentId === toId) {
        const last = await this.acts.lastDone(this.kind, place);
        if (last?.request.toId !== toId) throw new Problem(problems.sameDueDate);
        return changedDto(contractId, last.request, last.outcome);
      }
      const { value: offered } = await this.port.offered();
      const fromId = situation.currentId;
      const change = fromId === null ? undefined : { fromId, toId };
      const afterwards = change && changed(change, offered, situation.priceCents);
      if (change === undefined || afterwards === undefined) throw new Problem(problems.dueDateNotOffered);
      const waits = await this.changeWaits(customer, account, place, situation);
      const obstacle = obstacleTo(situation, waits, todayInSaoPaulo());
      if (obstacle !== null) throw new Problem(REFUSALS[obstacle]);
      await act.send(change, async () => {
        if ((await this.port.change(account, contractId, change)) === 'refused') {
          throw new Problem(problems.refusedByRule);
        }
        return afterwards;
      });
      return changedDto(contractId, change, afterwards);
    });
  }

  /** Ours to know when it went through here; of other channels only a session with the customer's credential learns. */
  private async changeWaits(
    customer: CustomerPrincipal,
    account: CustomerAccount,
    place: ActPlace,
    { currentId }: DueDateSituation,
  ): Promise<boolean> {
    const last = await this.acts.lastDone(this.kind, place);
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
}

/** What the change makes of the contract; undefined for a due date that is not offered. */
function changed(
  { fromId, toId }: Change,
  offered: readonly DueDate[],
  priceCents: number | null,
): Changed | undefined {
  const dayOf = (dueDateId: string) => offered.find(({ id }) => id === dueDateId)?.day;
  const toDay = dayOf(toId);
  return toDay === undefined ? undefined : { fromDay: dayOf(fromId) ?? null, toDay, priceCents };
}

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
