import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ContractActRules, type ContractActScope, ContractActs } from './contract-acts.service.js';
import type { Contract } from './contracts.port.js';
import { ContractsService } from './contracts.service.js';
import type { CallHistoryDto, CallTotalDto, CollectCallsRequestDto, PhoneLineDto } from './phone-line.dto.js';
import { type CallTotal, PhoneLinePort } from './phone-line.port.js';

const request = z.object({ enabled: z.boolean() });
const outcome = z.object({ protocol: z.string() });

/** Contracts of telephony, and those whose plan's label sells a line beside the internet. */
const PHONE_LABEL = /TELEF|\bVOZ\b|\bFONE\b|\bFIXO\b/i;

@Injectable()
export class PhoneLineService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly port: PhoneLinePort,
    private readonly acts: ContractActs,
    private readonly credentials: UpstreamCredentials,
  ) {}

  /**
   * The line of a contract with this month's use.
   * @throws Problem NOT_A_PHONE_CONTRACT or UPSTREAM_CREDENTIALS_REQUIRED.
   */
  async details(customer: CustomerPrincipal, contractId: string): Promise<PhoneLineDto> {
    const { account, contract, totals, credential } = await this.calls(customer, contractId);
    const [line, last] = await Promise.all([
      this.port.line(account, contractId, credential),
      this.acts.lastDone(scopeOf(customer, contractId), { request, outcome }),
    ]);
    const usage = totals.map(totalDto);
    return {
      contract_id: contractId,
      number: line.number === null ? null : (parsePhone(line.number)?.e164 ?? line.number),
      plan: contract.plan,
      blocks: {
        collect_calls: { requested: last?.request.enabled ?? null, protocol: last?.outcome.protocol ?? null },
      },
      usage,
      used_minutes: usage.reduce((sum, { minutes }) => sum + minutes, 0),
      included_minutes: line.includedMinutes,
    };
  }

  /**
   * Minutes by kind of call in the current month.
   * @throws Problem NOT_A_PHONE_CONTRACT or UPSTREAM_CREDENTIALS_REQUIRED.
   */
  async history(customer: CustomerPrincipal, contractId: string): Promise<CallHistoryDto> {
    const { totals } = await this.calls(customer, contractId);
    const items = totals.map(totalDto);
    return {
      contract_id: contractId,
      items,
      total_duration_s: items.reduce((sum, { duration_s }) => sum + duration_s, 0),
      total_minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
    };
  }

  /**
   * Asks the provider's people to switch collect calls. While the same wish still waits for them it is not asked again.
   * @throws Problem NOT_A_PHONE_CONTRACT, CONTRACT_NOT_SERVICEABLE, REQUEST_IN_FLIGHT or OUTCOME_UNCERTAIN.
   */
  async switchCollectCalls(
    customer: CustomerPrincipal,
    contractId: string,
    enabled: boolean,
  ): Promise<CollectCallsRequestDto> {
    const contract = await this.contractOf(customer, contractId);
    if (!sellsPhone(contract)) throw new Problem(problems.notAPhoneContract);
    if (contract.status === 'CANCELADO') throw new Problem(problems.contractNotServiceable);
    const account = await this.accounts.get(customer.customerId);
    const scope = scopeOf(customer, contractId);
    const rules = this.rules(account, contractId);
    await this.acts.settle(scope, rules);
    const last = await this.acts.lastDone(scope, rules);
    if (last?.request.enabled === enabled) {
      const { protocol } = last.outcome;
      if (await this.port.collectCallsRequestIsOpen(account, contractId, protocol)) {
        return { protocol, status: 'REQUESTED', enabled };
      }
    }
    const { protocol } = await this.acts.carryOut(scope, rules, {
      request: { enabled },
      send: (reference) => this.port.requestCollectCalls(account, contractId, enabled, reference),
    });
    return { protocol, status: 'REQUESTED', enabled };
  }

  private async calls(customer: CustomerPrincipal, contractId: string) {
    const contract = await this.contractOf(customer, contractId);
    const credential = await this.credentials.of(customer);
    const account = await this.accounts.get(customer.customerId);
    const totals = await this.port.callTotals(account, contractId, credential);
    if (totals.length === 0 && !sellsPhone(contract)) {
      // A line that is sold beside the internet shows in its calls; the month may just be young.
      const line = await this.port.line(account, contractId, credential);
      if (line.number === null) throw new Problem(problems.notAPhoneContract);
    }
    return { account, contract, totals, credential };
  }

  private async contractOf({ customerId }: CustomerPrincipal, contractId: string): Promise<Contract> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract = value.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    return contract;
  }

  private rules(
    account: CustomerAccount,
    contractId: string,
  ): ContractActRules<z.infer<typeof request>, z.infer<typeof outcome>> {
    return {
      request,
      outcome,
      find: ({ reference, sentAt }) => this.port.findCollectCallsRequest(account, contractId, reference, sentAt),
    };
  }
}

const scopeOf = ({ customerId }: CustomerPrincipal, contractId: string): ContractActScope => ({
  customerId,
  contractId,
  kind: 'COLLECT_CALLS',
});

const sellsPhone = ({ service, technology, plan }: Contract): boolean =>
  [service, technology, plan].some((text) => text !== null && PHONE_LABEL.test(text));

const totalDto = ({ kind, seconds }: CallTotal): CallTotalDto => ({
  kind,
  duration_s: seconds,
  minutes: Math.ceil(seconds / 60),
});
