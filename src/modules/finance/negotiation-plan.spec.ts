import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isBusinessDay, isPlainDate, plainDateOfEpochDay, type PlainDate } from '../../common/brazil/dates.js';
import type { CustomerBill } from './customer-bills.port.js';
import { chargedBill, negotiatedTotal, negotiationPlans, type NegotiationRules } from './negotiation-plan.js';

const RULES: NegotiationRules = {
  fineBasisPoints: 200,
  interestBasisPoints: 100,
  chargesDiscountPercent: 0,
  discountUntil: undefined,
  maxParcels: 6,
  minParcelCents: 3_000,
  firstDueDays: 1,
};

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error('not a day');
  return text;
}

const bill = (over: Partial<CustomerBill> = {}): CustomerBill => ({
  id: '1',
  contractIds: ['899059'],
  amountCents: 10_000,
  fineCents: 100_000,
  interestCents: 100_000,
  dueDate: day('2026-10-05'),
  paidOn: null,
  documentNumber: null,
  ...over,
});

// 2026-01-01 to 2028-12-31.
const days = fc.integer({ min: 20_454, max: 21_549 }).map(plainDateOfEpochDay);
const rules = fc.record({
  fineBasisPoints: fc.integer({ min: 0, max: 200 }),
  interestBasisPoints: fc.integer({ min: 0, max: 100 }),
  chargesDiscountPercent: fc.integer({ min: 0, max: 100 }),
  discountUntil: fc.constant(undefined),
  maxParcels: fc.integer({ min: 1, max: 24 }),
  minParcelCents: fc.integer({ min: 100, max: 10_000 }),
  firstDueDays: fc.integer({ min: 1, max: 30 }),
});
const debts = fc.record({
  today: days,
  rules,
  bills: fc.array(
    fc.record({
      amountCents: fc.integer({ min: 1, max: 200_000 }),
      fineCents: fc.integer({ min: 0, max: 50_000 }),
      interestCents: fc.integer({ min: 0, max: 50_000 }),
      overdue: fc.integer({ min: 0, max: 700 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  downPayment: fc.option(fc.integer({ min: 100, max: 400_000 }), { nil: undefined }),
});

describe('charges', () => {
  it('are two per cent, and one per cent a month by the day', () => {
    expect(chargedBill(bill(), day('2026-11-04'), RULES)).toEqual({
      id: '1',
      amountCents: 10_000,
      fineCents: 200,
      interestCents: 100,
    });
  });

  it('are none until the business day on which the bill can still be paid', () => {
    const saturday = bill({ dueDate: day('2026-10-03') });
    expect(chargedBill(saturday, day('2026-10-05'), RULES)).toMatchObject({ fineCents: 0, interestCents: 0 });
    expect(chargedBill(saturday, day('2026-10-06'), RULES)).toMatchObject({ fineCents: 200, interestCents: 10 });
  });

  it('never exceed the law, nor what the provider asks', () => {
    fc.assert(
      fc.property(debts, ({ today, rules: some, bills }) => {
        for (const { overdue, ...amounts } of bills) {
          const charged = chargedBill(bill({ ...amounts, dueDate: addDays(today, -overdue) }), today, some);
          expect(charged.fineCents * 50).toBeLessThanOrEqual(charged.amountCents);
          expect(charged.interestCents * 3_000).toBeLessThanOrEqual(charged.amountCents * overdue);
          expect(charged.fineCents).toBeLessThanOrEqual(amounts.fineCents);
          expect(charged.interestCents).toBeLessThanOrEqual(amounts.interestCents);
        }
      }),
    );
  });
});

describe('plans', () => {
  it('add up to the centavo, in parcels that are large enough and fall due on business days', () => {
    fc.assert(
      fc.property(debts, ({ today, rules: some, bills, downPayment }) => {
        const charged = bills.map(({ overdue, ...amounts }, index) =>
          chargedBill(bill({ id: String(index), ...amounts, dueDate: addDays(today, -overdue) }), today, some),
        );
        const total = negotiatedTotal(charged, today, some);
        for (const plan of negotiationPlans(charged, today, some, downPayment)) {
          const sum = (of: (parcel: (typeof plan)[number]) => number) => plan.reduce((all, one) => all + of(one), 0);
          expect(sum(({ total_cents: cents }) => cents)).toBe(total);
          expect(sum(({ fine_cents: cents }) => cents)).toBe(charged.reduce((all, one) => all + one.fineCents, 0));
          expect(plan.length).toBeLessThanOrEqual(some.maxParcels);
          if (downPayment !== undefined) expect(plan[0]?.total_cents).toBe(downPayment);
          for (const [index, parcel] of plan.entries()) {
            if (plan.length > 1) expect(parcel.total_cents).toBeGreaterThanOrEqual(some.minParcelCents);
            expect(parcel.number).toBe(index + 1);
            expect(parcel.fine_cents).toBeGreaterThanOrEqual(0);
            expect(parcel.interest_cents).toBeGreaterThanOrEqual(0);
            expect(parcel.discount_cents).toBeGreaterThanOrEqual(0);
            expect(parcel.due_date > today).toBe(true);
            expect(parcel.due_date > (plan[index - 1]?.due_date ?? today)).toBe(true);
            expect(isBusinessDay(parcel.due_date)).toBe(true);
          }
        }
      }),
    );
  });

  it('are one parcel at least, however small the debt', () => {
    const charged = [chargedBill(bill({ amountCents: 250 }), day('2026-11-04'), RULES)];
    expect(negotiationPlans(charged, day('2026-11-04'), RULES)).toHaveLength(1);
  });

  it('put the residue into the last parcel', () => {
    const charged = [{ id: '1', amountCents: 10_001, fineCents: 0, interestCents: 0 }];
    const plan = negotiationPlans(charged, day('2026-11-04'), RULES)[2];
    expect(plan?.map(({ total_cents: cents }) => cents)).toEqual([3_333, 3_333, 3_335]);
    expect(plan?.map(({ due_date: due }) => due)).toEqual(['2026-11-05', '2026-12-07', '2027-01-05']);
  });

  it('forgive charges until the campaign ends', () => {
    const charged = [{ id: '1', amountCents: 10_000, fineCents: 200, interestCents: 100 }];
    const campaign = { ...RULES, chargesDiscountPercent: 50, discountUntil: day('2026-11-04') };
    expect(negotiatedTotal(charged, day('2026-11-04'), campaign)).toBe(10_150);
    expect(negotiatedTotal(charged, day('2026-11-05'), campaign)).toBe(10_300);
  });

  it('are none for a down payment that leaves no parcel', () => {
    const charged = [{ id: '1', amountCents: 10_000, fineCents: 0, interestCents: 0 }];
    const plans = (down: number) => negotiationPlans(charged, day('2026-11-04'), RULES, down);
    expect(plans(2_999)).toEqual([]);
    expect(plans(7_001)).toEqual([]);
    expect(plans(10_000)).toEqual([]);
    expect(plans(4_000).map((plan) => plan.map(({ total_cents: cents }) => cents))).toEqual([[4_000, 6_000]]);
  });
});
