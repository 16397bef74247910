import { addDays, businessDayOnOrAfter, daysBetween, plainDate, type PlainDate } from '../../common/brazil/dates.js';
import { splitEvenly } from '../../common/brazil/money.js';
import type { CustomerBill } from './customer-bills.port.js';

/** What a bill costs on a day; centavos. */
export interface ChargedBill {
  readonly id: string;
  readonly amountCents: number;
  readonly fineCents: number;
  readonly interestCents: number;
}

/** One instalment; the total holds fine and interest, less the discount. Centavos. */
export interface Parcel {
  readonly number: number;
  readonly due_date: PlainDate;
  readonly total_cents: number;
  readonly fine_cents: number;
  readonly interest_cents: number;
  readonly discount_cents: number;
}

export interface ChargeRules {
  /** Hundredths of a per cent; at most 200 (Lei 8.078/1990, art. 52 §1). */
  readonly fineBasisPoints: number;
  /** Hundredths of a per cent a month, charged by the day. */
  readonly interestBasisPoints: number;
}

export interface NegotiationRules extends ChargeRules {
  /** Of fine and interest. */
  readonly chargesDiscountPercent: number;
  /** The last day of the discount; for ever when undefined. */
  readonly discountUntil: PlainDate | undefined;
  readonly maxParcels: number;
  readonly minParcelCents: number;
  readonly firstDueDays: number;
}

const DAYS_OF_A_MONTH = 30;
const WHOLE = 10_000;

/**
 * Fine and interest of an overdue bill: by the rules, and never more than the provider itself asks for. None while the
 * bill can still be paid without charge.
 */
export function chargedBill(bill: CustomerBill, today: PlainDate, rules: ChargeRules): ChargedBill {
  const { id, amountCents } = bill;
  if (today <= businessDayOnOrAfter(bill.dueDate)) return { id, amountCents, fineCents: 0, interestCents: 0 };
  const fine = Math.floor((amountCents * rules.fineBasisPoints) / WHOLE);
  const days = daysBetween(bill.dueDate, today);
  const interest = Math.floor((amountCents * rules.interestBasisPoints * days) / (WHOLE * DAYS_OF_A_MONTH));
  return {
    id,
    amountCents,
    fineCents: Math.min(fine, bill.fineCents),
    interestCents: Math.min(interest, bill.interestCents),
  };
}

interface Sums {
  readonly principal: number;
  readonly fine: number;
  readonly interest: number;
  readonly discount: number;
}

function sumsOf(bills: readonly ChargedBill[], today: PlainDate, rules: NegotiationRules): Sums {
  const sum = (of: (bill: ChargedBill) => number) => bills.reduce((total, bill) => total + of(bill), 0);
  const fine = sum(({ fineCents }) => fineCents);
  const interest = sum(({ interestCents }) => interestCents);
  const { discountUntil, chargesDiscountPercent } = rules;
  const percent = discountUntil === undefined || today <= discountUntil ? chargesDiscountPercent : 0;
  return {
    principal: sum(({ amountCents }) => amountCents),
    fine,
    interest,
    discount: Math.floor(((fine + interest) * percent) / 100),
  };
}

const totalOf = ({ principal, fine, interest, discount }: Sums): number => principal + fine + interest - discount;

/** What the bills cost together on this day; centavos. */
export const negotiatedTotal = (bills: readonly ChargedBill[], today: PlainDate, rules: NegotiationRules): number =>
  totalOf(sumsOf(bills, today, rules));

/** Business days a month apart, the first at least a day away. */
function parcelDueDates(today: PlainDate, count: number, firstDueDays: number): PlainDate[] {
  const first = addDays(today, Math.max(1, firstDueDays));
  return Array.from({ length: count }, (_, index) => businessDayOnOrAfter(monthsLater(first, index)));
}

/** The same day so many months later (earlier if negative), or the last of its month where there is no such day. */
export function monthsLater(date: PlainDate, months: number): PlainDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  for (let day = Number(date.slice(8)); ; day -= 1) {
    const found = plainDate(Math.floor(month / 12), (month % 12) + 1, day);
    if (found !== undefined) return found;
  }
}

/**
 * The ways of paying the bills: in one parcel, two, and so on, as far as no parcel is below the smallest. The parcels of
 * each add up to its total to the centavo, the residue in the last.
 * @param downPaymentCents what the first parcel is, when the customer says so
 * @returns none when the down payment leaves less than a parcel, or is less than one
 */
export function negotiationPlans(
  bills: readonly ChargedBill[],
  today: PlainDate,
  rules: NegotiationRules,
  downPaymentCents?: number,
): Parcel[][] {
  const sums = sumsOf(bills, today, rules);
  const total = totalOf(sums);
  if (total <= 0) return [];
  const counts = Array.from({ length: rules.maxParcels }, (_, index) => index + 1);
  if (downPaymentCents === undefined) {
    return counts
      .filter((count) => count === 1 || Math.floor(total / count) - count >= rules.minParcelCents)
      .map((count) => parcels(split(sums, count), today, rules));
  }
  if (downPaymentCents < rules.minParcelCents || total - downPaymentCents < rules.minParcelCents) return [];
  const [first, rest] = takeFirst(sums, downPaymentCents);
  const left = totalOf(rest);
  return counts
    .slice(0, -1)
    .filter((count) => count === 1 || Math.floor(left / count) - count >= rules.minParcelCents)
    .map((count) => parcels([first, ...split(rest, count)], today, rules));
}

function split(sums: Sums, count: number): Sums[] {
  const shares = {
    principal: splitEvenly(sums.principal, count),
    fine: splitEvenly(sums.fine, count),
    interest: splitEvenly(sums.interest, count),
    discount: splitEvenly(sums.discount, count),
  };
  return Array.from({ length: count }, (_, index) => ({
    principal: shares.principal[index] ?? 0,
    fine: shares.fine[index] ?? 0,
    interest: shares.interest[index] ?? 0,
    discount: shares.discount[index] ?? 0,
  }));
}

/** A first part of exactly this total, with its share of charges and discount, and what is left. */
function takeFirst(sums: Sums, first: number): [Sums, Sums] {
  const total = totalOf(sums);
  const share = (of: number) => Math.floor((of * first) / total);
  const [fine, interest, discount] = [share(sums.fine), share(sums.interest), share(sums.discount)];
  const principal = first - fine - interest + discount;
  return [
    { principal, fine, interest, discount },
    {
      principal: sums.principal - principal,
      fine: sums.fine - fine,
      interest: sums.interest - interest,
      discount: sums.discount - discount,
    },
  ];
}

function parcels(shares: readonly Sums[], today: PlainDate, rules: NegotiationRules): Parcel[] {
  const dueDates = parcelDueDates(today, shares.length, rules.firstDueDays);
  return shares.map((share, index) => ({
    number: index + 1,
    due_date: dueDates[index] ?? today,
    total_cents: totalOf(share),
    fine_cents: share.fine,
    interest_cents: share.interest,
    discount_cents: share.discount,
  }));
}
