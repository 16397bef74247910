import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { addDays, type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { staleness } from '../../common/http/staleness.js';
import type { CustomerBill } from './customer-bills.port.js';
import { byDueDate, CustomerBillsService, pdfPathOf } from './customer-bills.service.js';
import { monthsLater } from './negotiation-plan.js';
import type {
  HistoryExtractDto,
  HistoryExtractQueryDto,
  StatementPeriodDto,
  StatementStatus,
} from './phone-calls.dto.js';
import type { CallTotal } from './phone-calls.port.js';
import { PhoneCallsService } from './phone-calls.service.js';
import { overdueBills } from './trust-eligibility.js';

const MONTHS = 12;

/** The periods that have a statement: what fell due in each month, and where its invoices and calls are. */
@Injectable()
export class StatementHistoryService {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly calls: PhoneCallsService,
  ) {}

  async history(customer: CustomerPrincipal, query: HistoryExtractQueryDto): Promise<HistoryExtractDto> {
    const { contractId, months } = query;
    const today = todayInSaoPaulo();
    const [{ value, staleSince }, totals] = await Promise.all([
      this.bills.billsOf(customer.customerId),
      this.calls.currentTotals(customer, contractId),
    ]);
    const bills = value.filter(({ contractIds }) => contractIds.includes(contractId)).sort(byDueDate);
    const firstOfMonth = addDays(today, 1 - Number(today.slice(8)));
    const firsts = Array.from({ length: months ?? MONTHS }, (_, back) => monthsLater(firstOfMonth, -back));
    return {
      contract_id: contractId,
      items: firsts.map((first, back) =>
        periodDto(contractId, first, {
          bills: bills.filter(({ dueDate }) => dueDate.slice(0, 7) === first.slice(0, 7)),
          totals: back === 0 ? totals : [],
          today,
        }),
      ),
      ...staleness(staleSince),
    };
  }
}

function periodDto(
  contractId: string,
  first: PlainDate,
  { bills, totals, today }: { bills: readonly CustomerBill[]; totals: readonly CallTotal[]; today: PlainDate },
): StatementPeriodDto {
  const end = addDays(monthsLater(first, 1), -1);
  const range = `contractId=${contractId}&startDate=${first}&endDate=${end < today ? end : today}`;
  const status = statusOf(bills, today);
  const payments = bills.flatMap(({ paidOn }) => (paidOn === null ? [] : [paidOn])).sort();
  return {
    period: first.slice(0, 7),
    status,
    amount_cents: bills.reduce((sum, bill) => sum + bill.amountCents, 0),
    paid_at: status === 'PAID' ? (payments.at(-1) ?? null) : null,
    call_totals: totals.map(({ kind, durationSeconds }) => ({ type: kind, duration_s: durationSeconds })),
    links: {
      calls_extract: `/app/v1/finances/calls-extract?${range}`,
      calls_pdf: `/app/v1/finances/extract/pdf?${range}`,
      invoices: bills.map(({ id }) => ({ id, pdf_path: pdfPathOf(id) })),
    },
  };
}

function statusOf(bills: readonly CustomerBill[], today: PlainDate): StatementStatus {
  if (bills.length === 0) return 'NONE';
  if (bills.every(({ paidOn }) => paidOn !== null)) return 'PAID';
  return overdueBills(bills, today).length > 0 ? 'OVERDUE' : 'OPEN';
}
