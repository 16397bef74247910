import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SignedValues } from '../../common/auth/signed-values.js';
import { daysBetween, type PlainDate, todayInSaoPaulo, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import { ContractsService } from '../contracts/contracts.service.js';
import type { CustomerBill } from './customer-bills.port.js';
import { byDueDate, CustomerBillsService } from './customer-bills.service.js';
import { type FinanceConfig, financeConfig } from './finance.config.js';
import type {
  ActiveNegotiationDto,
  NegotiableInvoiceDto,
  NegotiationCheckDto,
  NegotiationOffersDto,
  NegotiationParcelsQueryDto,
  NegotiationRefusalReason,
} from './negotiation.dto.js';
import { type ChargedBill, chargedBill, negotiatedTotal, negotiationPlans, type Parcel } from './negotiation-plan.js';
import { cents, type LatestNegotiation, NegotiationStore, parcelSchema } from './negotiation.store.js';
import { overdueBills } from './trust-eligibility.js';

const OFFER_PURPOSE = 'negotiation-offer';
const OFFER_SECONDS = 900;

const offerSchema = z.object({
  contractId: z.string(),
  bills: z.array(z.object({ id: z.string(), amountCents: cents, fineCents: cents, interestCents: cents })).min(1),
  parcels: z.array(parcelSchema).min(1),
  totalCents: cents,
});

/** What an offer promises: these parcels for these bills, as long as they cost what they cost then. */
export type NegotiationOffer = z.infer<typeof offerSchema>;

/** Which invoices can be negotiated, and into which parcels. */
@Injectable()
export class NegotiationsService {
  constructor(
    private readonly bills: CustomerBillsService,
    private readonly contracts: ContractsService,
    private readonly store: NegotiationStore,
    private readonly values: SignedValues,
    @Inject(financeConfig.token) private readonly config: FinanceConfig,
  ) {}

  async check(customerId: string, contractId: string): Promise<NegotiationCheckDto> {
    const today = todayInSaoPaulo();
    const { open, reasons, latest } = await this.standing(customerId, contractId, { fresh: false });
    const charged = new Map(open.map((bill) => [bill.id, chargedBill(bill, today, this.config.negotiation)]));
    const invoices = open.map((bill) => invoiceDto(bill, charged.get(bill.id) ?? bill, today));
    return {
      contract_id: contractId,
      eligible: reasons.length === 0,
      reasons,
      open_invoices: invoices,
      overdue_cents: invoices
        .filter(({ days_overdue: days }) => days > 0)
        .reduce((sum, invoice) => sum + invoice.updated_amount_cents, 0),
      max_parcels: this.config.negotiation.maxParcels,
      active_negotiation: activeNegotiation(latest, today),
    };
  }

  /** Those of the customer's contracts whose overdue invoices can be negotiated now. */
  async negotiable(customerId: string): Promise<ReadonlySet<string>> {
    const [{ value: bills }, { value: contracts }, pending] = await Promise.all([
      this.bills.billsOf(customerId),
      this.contracts.contractsOf(customerId),
      this.store.pending(customerId),
    ]);
    const today = todayInSaoPaulo();
    return new Set(
      contracts
        .filter(({ id, status }) => refusalsOf(status, pending, openBillsOf(bills, id), today).length === 0)
        .map(({ id }) => id),
    );
  }

  /**
   * Signed offers for the invoices chosen, or for all that are overdue.
   * @throws Problem NEGOTIATION_NOT_POSSIBLE with the reason.
   */
  async offers(customerId: string, query: NegotiationParcelsQueryDto): Promise<NegotiationOffersDto> {
    const { contractId, invoiceIds, downPaymentCents } = query;
    const today = todayInSaoPaulo();
    // An offer on kept bills would be stale before it is taken.
    const { open, reasons } = await this.standing(customerId, contractId, { fresh: true });
    if (reasons[0] !== undefined) throw notPossible(reasons[0]);
    const chosen =
      invoiceIds === undefined ? overdueBills(open, today) : open.filter(({ id }) => invoiceIds.includes(id));
    // A paid invoice, or one of another contract.
    if (invoiceIds !== undefined && chosen.length < new Set(invoiceIds).size) {
      throw notPossible('INVOICES_NOT_NEGOTIABLE');
    }
    const rules = this.config.negotiation;
    const charged = chosen.map((bill) => chargedBill(bill, today, rules));
    const plans = negotiationPlans(charged, today, rules, downPaymentCents);
    if (plans.length === 0) throw notPossible('DOWN_PAYMENT_OUT_OF_RANGE');
    const totalCents = negotiatedTotal(charged, today, rules);
    const validUntil = toSaoPauloInstant(Date.now() + OFFER_SECONDS * 1_000);
    return {
      contract_id: contractId,
      invoice_ids: charged.map(({ id }) => id),
      items: plans.map((parcels) => ({
        offer_id: this.sign(customerId, { contractId, bills: charged, parcels, totalCents }),
        parcels,
        total_cents: totalCents,
        valid_until: validUntil,
      })),
    };
  }

  /** @throws Problem OFFER_EXPIRED, or VALIDATION_ERROR for what is no offer of ours to this customer. */
  offer(customerId: string, offerId: string): NegotiationOffer {
    const offer = this.values.open(OFFER_PURPOSE, customerId, offerId, offerSchema);
    if (offer === 'expired') throw new Problem(problems.offerExpired);
    if (offer === 'invalid') {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'offer_id', message: 'offer_id must be one of the offers made to this customer' }],
      });
    }
    return offer;
  }

  /** Whether the offer's bills are open and cost today what the offer says. */
  stillHolds(offer: NegotiationOffer, bills: readonly CustomerBill[]): boolean {
    const today = todayInSaoPaulo();
    return offer.bills.every((offered) => {
      const bill = bills.find(({ id, paidOn }) => id === offered.id && paidOn === null);
      if (bill === undefined) return false;
      const now = chargedBill(bill, today, this.config.negotiation);
      return (
        now.amountCents === offered.amountCents &&
        now.fineCents === offered.fineCents &&
        now.interestCents === offered.interestCents
      );
    });
  }

  private sign(customerId: string, offer: Omit<NegotiationOffer, 'parcels'> & { parcels: Parcel[] }): string {
    return this.values.sign(OFFER_PURPOSE, customerId, offer, OFFER_SECONDS);
  }

  private async standing(customerId: string, contractId: string, bills: { readonly fresh: boolean }) {
    const [{ value: all }, { value: contracts }, pending, latest] = await Promise.all([
      this.bills.billsOf(customerId, bills),
      this.contracts.contractsOf(customerId),
      this.store.pending(customerId),
      this.store.latest(customerId, contractId),
    ]);
    const open = openBillsOf(all, contractId);
    const status = contracts.find(({ id }) => id === contractId)?.status ?? 'UNKNOWN';
    return { open, reasons: refusalsOf(status, pending, open, todayInSaoPaulo()), latest };
  }
}

const openBillsOf = (bills: readonly CustomerBill[], contractId: string): CustomerBill[] =>
  bills.filter((bill) => bill.paidOn === null && bill.contractIds.includes(contractId)).sort(byDueDate);

function refusalsOf(
  status: ContractStatus,
  pending: boolean,
  open: readonly CustomerBill[],
  today: PlainDate,
): NegotiationRefusalReason[] {
  const reasons: NegotiationRefusalReason[] = [];
  if (status === 'EM_NEGOCIACAO') reasons.push('IN_NEGOTIATION');
  if (status === 'CANCELADO') reasons.push('CANCELLED');
  if (status === 'UNKNOWN') reasons.push('CONTRACT_STATUS_UNKNOWN');
  if (pending) reasons.push('NEGOTIATION_PENDING');
  if (overdueBills(open, today).length === 0) reasons.push('NO_OVERDUE_INVOICES');
  return reasons;
}

export const notPossible = (reason: string): Problem =>
  new Problem(problems.negotiationNotPossible, { extensions: { reason } });

function invoiceDto(bill: CustomerBill, charged: ChargedBill, today: PlainDate): NegotiableInvoiceDto {
  const overdue = overdueBills([bill], today).length > 0;
  return {
    id: bill.id,
    due_date: bill.dueDate,
    amount_cents: charged.amountCents,
    fine_cents: charged.fineCents,
    interest_cents: charged.interestCents,
    updated_amount_cents: charged.amountCents + charged.fineCents + charged.interestCents,
    days_overdue: overdue ? daysBetween(bill.dueDate, today) : 0,
  };
}

/** The latest negotiation while its parcels run. */
function activeNegotiation(latest: LatestNegotiation | undefined, today: PlainDate): ActiveNegotiationDto | null {
  if (latest === undefined || !latest.parcels.some((parcel) => parcel.due_date >= today)) return null;
  return {
    state: latest.state,
    total_cents: latest.totalCents,
    parcels: latest.parcels.length,
    requested_at: toSaoPauloInstant(latest.requestedAt),
  };
}
