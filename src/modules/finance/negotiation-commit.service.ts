import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { formatBrl } from '../../common/brazil/money.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerBillsService } from './customer-bills.service.js';
import type { NegotiationDto } from './negotiation.dto.js';
import { NegotiationPort } from './negotiation.port.js';
import { NegotiationsService, notPossible } from './negotiation.service.js';
import { createdBills, type Negotiation, NegotiationStore } from './negotiation.store.js';

/** Takes offers: each once, and one at a time of a customer. */
@Injectable()
export class NegotiationCommitService {
  constructor(
    private readonly negotiations: NegotiationsService,
    private readonly store: NegotiationStore,
    private readonly acts: IrreversibleActs,
    private readonly port: NegotiationPort,
    private readonly bills: CustomerBillsService,
    private readonly credentials: UpstreamCredentials,
  ) {}

  /**
   * Turns the offer's bills into its parcels.
   * @throws Problem OFFER_EXPIRED, OFFER_STALE, ALREADY_NEGOTIATED, NEGOTIATION_NOT_POSSIBLE when the provider refuses,
   * UPSTREAM_CREDENTIALS_REQUIRED, or OUTCOME_UNCERTAIN while nobody knows.
   */
  async commit(customer: CustomerPrincipal, offerId: string): Promise<NegotiationDto> {
    const { customerId } = customer;
    const offer = this.negotiations.offer(customerId, offerId);
    const credential = await this.credentials.of(customer);
    const { contractId, parcels, totalCents } = offer;
    const billIds = offer.bills.map(({ id }) => id);
    const offerHash = createHash('sha256').update(offerId).digest('hex');
    const negotiation: Negotiation = { contractId, offerHash, billIds, parcels, totalCents };
    return this.acts.holding(this.store.kind, this.store.place(customerId, contractId), async (act) => {
      const { value: bills } = await this.bills.billsOf(customerId, { fresh: true });
      if (await this.store.wasNegotiated(customerId, negotiation)) throw new Problem(problems.alreadyNegotiated);
      if (!this.negotiations.stillHolds(offer, bills)) throw new Problem(problems.offerStale);
      await act.send(negotiation, async () => {
        const outcome = await this.port.commit({ customerId, credential, billIds, parcels });
        if (outcome === 'refused') throw notPossible('REFUSED_BY_PROVIDER');
        return outcome === 'uncertain' ? outcome : {};
      });
      return this.answer(customerId, negotiation);
    });
  }

  private async answer(customerId: string, negotiation: Negotiation): Promise<NegotiationDto> {
    // Without the list the invoices exist all the same: their ids come with the next reading.
    const bills = await this.bills.billsOf(customerId, { fresh: true }).catch(() => undefined);
    const created = createdBills(negotiation, bills?.value ?? []);
    return {
      contract_id: negotiation.contractId,
      negotiated_invoice_ids: negotiation.billIds,
      total_cents: negotiation.totalCents,
      invoices: negotiation.parcels.map((parcel, index) => ({
        id: created[index]?.id ?? null,
        due_date: parcel.due_date,
        amount_cents: parcel.total_cents,
        amount_formatted: formatBrl(parcel.total_cents),
      })),
    };
  }
}
