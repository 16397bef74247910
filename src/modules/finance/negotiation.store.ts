import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ActPlace } from '../../common/acts/act-holds.js';
import type { ActKind, SentAct } from '../../common/acts/act-kinds.js';
import { type ActsConfig, actsConfig } from '../../common/acts/acts.config.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import type { CustomerBill } from './customer-bills.port.js';
import { CustomerBillsService } from './customer-bills.service.js';
import type { Parcel } from './negotiation-plan.js';

const day = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value));
export const cents = z.number().int().nonnegative();

export const parcelSchema = z.object({
  number: z.number().int(),
  due_date: day,
  total_cents: cents,
  fine_cents: cents,
  interest_cents: cents,
  discount_cents: cents,
});

const request = z.object({
  contractId: z.string(),
  /** SHA-256 of the offer, lower-case hexadecimal. */
  offerHash: z.string(),
  billIds: z.array(z.string()),
  /** As sent. */
  parcels: z.array(parcelSchema),
  totalCents: cents,
});

/** An offer that a customer took. */
export type Negotiation = z.infer<typeof request>;

/** One that happened, or may have. */
export interface LatestNegotiation extends Negotiation {
  readonly state: 'DONE' | 'PENDING';
  readonly requestedAt: Date;
}

/** Negotiations: one at a time of a customer, as a bill can belong to several contracts. */
@Injectable()
export class NegotiationStore {
  readonly kind: ActKind<Negotiation, object>;

  constructor(
    private readonly acts: IrreversibleActs,
    private readonly bills: CustomerBillsService,
    @Inject(actsConfig.token) private readonly config: ActsConfig,
  ) {
    this.kind = acts.declare({
      name: 'finance.negotiation',
      title: 'Negociação de faturas',
      request,
      outcome: z.object({}),
      find: (act) => this.find(act),
      assumed: () => ({}),
    });
  }

  place(customerId: string, contractId: string): ActPlace {
    return { customerId, contractId, subject: subjectOf(customerId) };
  }

  /** Whether the outcome of one of the customer's negotiations is not known. */
  async pending(customerId: string): Promise<boolean> {
    return (await this.acts.standing(this.kind, subjectOf(customerId))) !== undefined;
  }

  /** The latest of a contract that happened or may have. */
  async latest(customerId: string, contractId: string): Promise<LatestNegotiation | undefined> {
    const standing = await this.acts.standing(this.kind, subjectOf(customerId));
    if (standing?.request.contractId === contractId) return latestOf(standing, 'PENDING');
    const done = (await this.acts.allDone(this.kind, customerId)).find((act) => act.request.contractId === contractId);
    return done && latestOf(done, 'DONE');
  }

  /** Whether the offer was taken, or one of the bills went into a negotiation. */
  async wasNegotiated(customerId: string, { offerHash, billIds }: Negotiation): Promise<boolean> {
    const done = await this.acts.allDone(this.kind, customerId);
    return done.some(
      ({ request: taken }) => taken.offerHash === offerHash || taken.billIds.some((id) => billIds.includes(id)),
    );
  }

  private async find({ customerId, request: negotiation, sentAt }: SentAct<Negotiation>): Promise<object | undefined> {
    const { value: bills } = await this.bills.billsOf(customerId, { fresh: true });
    const listed = bills.filter(({ id }) => negotiation.billIds.includes(id));
    if (listed.some(({ paidOn }) => paidOn === null)) return undefined;
    if (createdBills(negotiation, bills).every((bill) => bill !== undefined)) return {};
    // Paid as they were: nobody closed them. Gone: they were negotiated, and the parcels look different.
    const settled = Date.now() >= sentAt.getTime() + this.config.settleMs;
    return settled && listed.length < negotiation.billIds.length ? {} : undefined;
  }
}

const subjectOf = (customerId: string): string => `finance.negotiation:${customerId}`;

const latestOf = (act: SentAct<Negotiation>, state: LatestNegotiation['state']): LatestNegotiation => ({
  ...act.request,
  state,
  requestedAt: act.sentAt,
});

/** The bill of each parcel, as far as the provider lists one of its amount and due date. */
export function createdBills(
  { parcels, billIds }: { readonly parcels: readonly Parcel[]; readonly billIds: readonly string[] },
  bills: readonly CustomerBill[],
): (CustomerBill | undefined)[] {
  const left = bills.filter(({ id }) => !billIds.includes(id));
  return parcels.map((parcel) => {
    const index = left.findIndex((bill) => bill.amountCents === parcel.total_cents && bill.dueDate === parcel.due_date);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
}
