import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { onContract } from '../../common/acts/act-holds.js';
import { contractOf } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { Contract } from './contracts.port.js';
import { ContractsService } from './contracts.service.js';
import type { CallHistoryDto, CallTotalDto, CollectCallsRequestDto, PhoneLineDto } from './phone-line.dto.js';
import { type CallTotal, PhoneLinePort } from './phone-line.port.js';

const request = z.object({ enabled: z.boolean() });
/** The protocol is unknown of a request that an operator found. */
const outcome = z.object({ protocol: z.string().nullable() });

/** Contracts of telephony, and those whose plan's label sells a line beside the internet. */
const PHONE_LABEL = /TELEF|\bVOZ\b|\bFONE\b|\bFIXO\b/i;

@Injectable()
export class PhoneLineService {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly port: PhoneLinePort,
    private readonly acts: IrreversibleActs,
    private readonly credentials: UpstreamCredentials,
  ) {
    this.kind = acts.declare({
      name: 'contract.collect-calls',
      title: 'Liberação ou bloqueio de chamadas a cobrar',
      request,
      outcome,
      find: async (act) => {
        const account = await accounts.get(act.customerId);
        return port.findCollectCallsRequest(account, contractOf(act), act.id, act.sentAt);
      },
      assumed: () => ({ protocol: null }),
    });
  }

  /**
   * The line of a contract with this month's use.
   * @throws Problem NOT_A_PHONE_CONTRACT or UPSTREAM_CREDENTIALS_REQUIRED.
   */
  async details(customer: CustomerPrincipal, contractId: string): Promise<PhoneLineDto> {
    const { account, contract, totals, credential } = await this.calls(customer, contractId);
    const [line, last] = await Promise.all([
      this.port.line(account, contractId, credential),
      this.acts.lastDone(this.kind, onContract(this.kind, customer.customerId, contractId)),
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
    const place = onContract(this.kind, customer.customerId, contractId);
    return this.acts.holding(this.kind, place, async (act) => {
      const last = await this.acts.lastDone(this.kind, place);
      const asked = last?.request.enabled === enabled ? last.outcome.protocol : null;
      if (asked !== null && (await this.port.collectCallsRequestIsOpen(account, contractId, asked))) {
        return { protocol: asked, status: 'REQUESTED', enabled };
      }
      const {
        outcome: { protocol },
      } = await act.send({ enabled }, () => this.port.requestCollectCalls(account, contractId, enabled, act.reference));
      if (protocol === null) throw new TypeError('a request that was found has no protocol');
      return { protocol, status: 'REQUESTED', enabled };
    });
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
}

const sellsPhone = ({ service, technology, plan }: Contract): boolean =>
  [service, technology, plan].some((text) => text !== null && PHONE_LABEL.test(text));

const totalDto = ({ kind, seconds }: CallTotal): CallTotalDto => ({
  kind,
  duration_s: seconds,
  minutes: Math.ceil(seconds / 60),
});
