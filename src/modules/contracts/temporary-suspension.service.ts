import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { onContract } from '../../common/acts/act-holds.js';
import { contractOf } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import {
  addDays,
  formatSlashedDayFirst,
  isPlainDate,
  type PlainDate,
  todayInSaoPaulo,
} from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ContractsConfig, contractsConfig } from './contracts.config.js';
import type { ContractSuspensionDto, SuspendContractDto } from './temporary-suspension.dto.js';
import { type Suspension, TemporarySuspensionPort } from './temporary-suspension.port.js';

const plainDate = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value));
const request = z.object({ startsOn: plainDate, days: z.number() });
const outcome = z.object({ suspended: z.literal(true) });
const SUSPENDED = { suspended: true as const };

const YEAR_DAYS = 365;
const DAY_MS = 86_400_000;

/**
 * Suspends a contract at its customer's wish, without charge: once in twelve months, for 30 to 120 days, of customers
 * that are up to date with their bills; the provider has 24 hours (Anatel, Regulamento Geral de Direitos do Consumidor).
 */
@Injectable()
export class TemporarySuspensionService {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: TemporarySuspensionPort,
    private readonly acts: IrreversibleActs,
    @Inject(contractsConfig.token) private readonly config: ContractsConfig,
  ) {
    this.kind = acts.declare({
      name: 'contract.temporary-suspension',
      title: 'Suspensão temporária do contrato',
      request,
      outcome,
      // None was there in the year before we asked, so one that shows is ours.
      find: async (act) =>
        (await port.shows(await accounts.get(act.customerId), contractOf(act))) ? SUSPENDED : undefined,
      assumed: () => SUSPENDED,
    });
  }

  /**
   * Asked again for the same days, it answers the same.
   * @throws Problem VALIDATION_ERROR, CONTRACT_NOT_SERVICEABLE, OPEN_INVOICE, SUSPENSION_USED, REFUSED,
   * REQUEST_IN_FLIGHT or OUTCOME_UNCERTAIN.
   */
  async suspend(customerId: string, contractId: string, body: SuspendContractDto): Promise<ContractSuspensionDto> {
    const suspension = this.checked(body);
    const account = await this.accounts.get(customerId);
    const place = onContract(this.kind, customerId, contractId);
    return this.acts.holding(this.kind, place, async (act) => {
      const last = await this.acts.lastDone(this.kind, place);
      if (last !== undefined && last.sentAt.getTime() > Date.now() - YEAR_DAYS * DAY_MS) {
        if (!sameSuspension(last.request, suspension)) throw new Problem(problems.suspensionUsed);
        return suspensionDto(contractId, suspension);
      }
      const candidates = await this.port.candidates(account);
      const candidate = candidates.find((row) => row.contractId === contractId);
      if (candidate === undefined) throw new Problem(problems.contractNotServiceable);
      if (candidate.suspendedWithinAYear) throw new Problem(problems.suspensionUsed);
      if (candidate.hasDebt) throw new Problem(problems.openInvoice);
      await act.send(suspension, async () => {
        const answer = await this.port.suspend(account, contractId, suspension);
        if (answer === 'refused') throw new Problem(problems.refusedByRule);
        return answer === 'uncertain' ? answer : SUSPENDED;
      });
      return suspensionDto(contractId, suspension);
    });
  }

  private checked({ starts_on: from, days }: SuspendContractDto): Suspension {
    const { minDays, maxDays, maxNoticeDays } = this.config.suspension;
    if (days < minDays || days > maxDays) {
      throw invalid('days', `days must be from ${minDays} to ${maxDays}`);
    }
    const today = todayInSaoPaulo();
    const startsOn = from ?? today;
    if (!isPlainDate(startsOn) || startsOn < today || startsOn > addDays(today, maxNoticeDays)) {
      throw invalid('starts_on', `starts_on must be from today to ${maxNoticeDays} days ahead`);
    }
    return { startsOn, days };
  }
}

const invalid = (field: string, message: string) =>
  new Problem(problems.validation, { invalidFields: [{ field, message }] });

const sameSuspension = (left: Suspension, right: Suspension): boolean =>
  left.startsOn === right.startsOn && left.days === right.days;

function suspensionDto(contractId: string, { startsOn, days }: Suspension): ContractSuspensionDto {
  const endsOn = addDays(startsOn, days - 1);
  return {
    contract_id: contractId,
    status: 'REQUESTED',
    starts_on: startsOn,
    ends_on: endsOn,
    days,
    message:
      `Suspensão temporária solicitada de ${formatSlashedDayFirst(startsOn)} a ${formatSlashedDayFirst(endsOn)}, ` +
      'sem custo. O provedor tem até 24 horas para efetivá-la.',
  };
}
