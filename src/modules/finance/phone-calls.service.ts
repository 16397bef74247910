import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { daysBetween, isPlainDate, type PlainDate, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { pageOf } from '../../common/http/page.dto.js';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { renderCallsExtract } from './calls-extract-pdf.js';
import type {
  CallsExtractDto,
  CallsExtractQueryDto,
  CallsPdfQueryDto,
  CallTotalsDto,
  PhoneCallDto,
} from './phone-calls.dto.js';
import { type CallTotal, type PhoneCall, PhoneCallsPort } from './phone-calls.port.js';

const MOST_DAYS = 90;
const TELEPHONY = /TELEF|VOZ|VOIP/i;

/** The calls of a period that was found to be one. */
export interface CallsExtract {
  readonly contractId: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Newest first. */
  readonly calls: readonly PhoneCall[];
  readonly totals: CallTotalsDto;
}

/** What was called from a contract's telephone lines; the provider tells it to the customer alone. */
@Injectable()
export class PhoneCallsService {
  constructor(
    private readonly port: PhoneCallsPort,
    private readonly contracts: ContractsService,
    private readonly credentials: UpstreamCredentials,
  ) {}

  async list(customer: CustomerPrincipal, query: CallsExtractQueryDto): Promise<CallsExtractDto> {
    const { calls, contractId, totals } = await this.extract(customer, query);
    const page = pageOf(calls, query);
    return { contract_id: contractId, totals, ...page, items: page.items.map(callDto) };
  }

  /** @throws Problem NOT_FOUND for a period without calls. */
  async pdf(customer: CustomerPrincipal, query: CallsPdfQueryDto): Promise<Uint8Array> {
    const extract = await this.extract(customer, query);
    if (extract.calls.length === 0) throw new Problem(problems.notFound);
    return renderCallsExtract(extract);
  }

  /** Totals of the month that runs; none for a session without the customer's password, or when they cannot be read. */
  async currentTotals(customer: CustomerPrincipal, contractId: string): Promise<CallTotal[]> {
    try {
      const credential = await this.credentials.of(customer);
      return await this.port.currentTotals({ id: customer.customerId, credential }, contractId);
    } catch {
      return [];
    }
  }

  private async extract(customer: CustomerPrincipal, query: CallsPdfQueryDto): Promise<CallsExtract> {
    const { contractId } = query;
    const { from, to } = periodOf(query);
    const credential = await this.credentials.of(customer);
    const found = await this.port.list({ id: customer.customerId, credential }, contractId, from, to);
    if (found.length === 0 && !(await this.hasTelephone(customer.customerId, contractId))) {
      throw new Problem(problems.notAPhoneContract);
    }
    const calls = [...found].sort((left, right) => right.startedAt.getTime() - left.startedAt.getTime());
    return { contractId, from, to, calls, totals: totalsOf(calls) };
  }

  /** Contracts of other services may have a line all the same: only one without calls is judged by its name. */
  private async hasTelephone(customerId: string, contractId: string): Promise<boolean> {
    const { value: contracts } = await this.contracts.contractsOf(customerId);
    const contract = contracts.find(({ id }) => id === contractId);
    return TELEPHONY.test(`${contract?.service ?? ''} ${contract?.plan ?? ''}`);
  }
}

/** @throws Problem VALIDATION_ERROR for days in the wrong order, or more than 90 of them. */
function periodOf({ startDate, endDate }: CallsPdfQueryDto): { from: PlainDate; to: PlainDate } {
  const refused = (field: string, message: string): Problem => {
    const invalidFields: InvalidField[] = [{ field, message }];
    return new Problem(problems.validation, { invalidFields });
  };
  if (!isPlainDate(startDate)) throw refused('startDate', 'startDate must be a day that exists');
  if (!isPlainDate(endDate)) throw refused('endDate', 'endDate must be a day that exists');
  const days = daysBetween(startDate, endDate) + 1;
  if (days < 1) throw refused('endDate', 'endDate must not be before startDate');
  if (days > MOST_DAYS) throw refused('endDate', `endDate must be at most ${MOST_DAYS} days with startDate`);
  return { from: startDate, to: endDate };
}

function totalsOf(calls: readonly PhoneCall[]): CallTotalsDto {
  const amount = calls.reduce((sum, call) => sum + call.amountCents, 0);
  return {
    calls: calls.length,
    duration_s: calls.reduce((sum, call) => sum + (call.durationSeconds ?? 0), 0),
    amount_cents: amount,
    amount_formatted: formatBrl(amount),
  };
}

const callDto = (call: PhoneCall): PhoneCallDto => ({
  started_at: toSaoPauloInstant(call.startedAt),
  origin: call.origin,
  destination: call.destination,
  type: call.kind,
  duration_s: call.durationSeconds,
  amount_cents: call.amountCents,
  description: call.region,
});
