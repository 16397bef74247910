import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, isPlainDate, plainDateOfEpochDay, type PlainDate } from '../../common/brazil/dates.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import {
  type CurrentPlan,
  type ExchangeFacts,
  isOverdue,
  nextDueDay,
  obstaclesOf,
  recommendationReasons,
  recommendationsFor,
  type SoldPlan,
  warningsOf,
} from './plan-exchange-rules.js';

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(text);
  return text;
}

const current: CurrentPlan = { name: 'FIBRA 300MB', technology: 'FIBRA', priceCents: 9_990, downloadMbps: 300 };
const faster: SoldPlan = {
  id: '2',
  name: 'FIBRA 500MB',
  technology: 'FIBRA',
  service: 'INTERNET',
  priceCents: 11_990,
  downloadMbps: 500,
};
const slower: SoldPlan = { ...faster, id: '1', name: 'FIBRA 100MB', priceCents: 6_990, downloadMbps: 100 };
const facts: ExchangeFacts = {
  status: 'HABILITADO',
  hasOverdueBill: false,
  loyaltyEndsOn: null,
  today: day('2026-11-21'),
  current,
  target: faster,
  reached: true,
};

describe('obstacles', () => {
  it.each<[string, Partial<ExchangeFacts>, string[]]>([
    ['a faster plan', {}, []],
    ['a slower plan', { target: slower }, []],
    ['a suspended contract', { status: 'SUSPENSO' }, ['CONTRACT_NOT_ACTIVE']],
    ['a contract enabled in trust', { status: 'HABILITADO_EM_CONFIANCA' }, ['CONTRACT_NOT_ACTIVE']],
    ['an overdue bill', { hasOverdueBill: true }, ['OVERDUE_BILL']],
    ['more in a loyalty term', { loyaltyEndsOn: day('2027-01-01') }, []],
    ['less in a loyalty term', { loyaltyEndsOn: day('2026-11-21'), target: slower }, ['LOYALTY_ACTIVE']],
    ['less after a loyalty term', { loyaltyEndsOn: day('2026-11-20'), target: slower }, []],
    ['the plan it has', { target: { ...faster, name: 'Fibra 300mb' } }, ['SAME_PLAN']],
    ['a plan that is not sold there', { target: undefined }, ['PLAN_NOT_OFFERED']],
    ['a price that nobody knows', { target: { ...faster, priceCents: null } }, ['PRICE_ON_REQUEST']],
    ['no coverage', { reached: false }, ['NO_COVERAGE']],
    ['coverage that nobody knows', { reached: undefined }, ['COVERAGE_UNKNOWN']],
    [
      'several',
      { status: 'SUSPENSO', hasOverdueBill: true, target: undefined },
      ['CONTRACT_NOT_ACTIVE', 'OVERDUE_BILL', 'PLAN_NOT_OFFERED'],
    ],
  ])('of %s', (_, change, expected) => {
    expect(obstaclesOf({ ...facts, ...change })).toEqual(expected);
  });
});

it('warns of what becomes less', () => {
  expect(warningsOf(current, faster)).toEqual(['PRICE_INCREASES']);
  expect(warningsOf(current, slower)).toEqual(['SPEED_DECREASES']);
  expect(warningsOf(current, { ...slower, technology: 'RADIO' })).toEqual(['SPEED_DECREASES', 'TECHNOLOGY_CHANGES']);
});

describe('recommendations', () => {
  const plan = fc.record<SoldPlan>({
    id: fc.uuid(),
    name: fc.constantFrom('A', 'B', 'C', 'FIBRA 300MB'),
    technology: fc.constantFrom('FIBRA', 'RADIO', null),
    service: fc.constant('INTERNET'),
    priceCents: fc.option(fc.integer({ min: 0, max: 50_000 })),
    downloadMbps: fc.option(fc.integer({ min: 1, max: 2_000 })),
  });

  it('are at most five, never slower, never without price, and each better for a reason', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 30 }), fc.boolean(), (plans, loyal) => {
        const found = recommendationsFor(current, plans, loyal);
        expect(found.length).toBeLessThanOrEqual(5);
        for (const { plan: recommended, reason } of found) {
          expect(recommended.downloadMbps).toBeGreaterThanOrEqual(300);
          expect(recommended.downloadMbps > 300 || recommended.priceCents < 9_990).toBe(true);
          expect(recommended.technology).not.toBe('RADIO');
          expect(recommended.name).not.toBe('FIBRA 300MB');
          if (recommended.priceCents > 9_990) expect(reason).toBe('FASTER');
          if (loyal) expect(recommended.priceCents).toBeGreaterThanOrEqual(9_990);
        }
        const order = found.map(({ reason }) => recommendationReasons.indexOf(reason));
        expect(order).toEqual([...order].sort((left, right) => left - right));
      }),
    );
  });

  it('are none where the speed or price of the contract is not known', () => {
    expect(recommendationsFor({ ...current, downloadMbps: null }, [faster], false)).toEqual([]);
    expect(recommendationsFor({ ...current, priceCents: null }, [faster], false)).toEqual([]);
  });
});

describe('nextDueDay', () => {
  it.each([
    [10, '2026-11-21', '2026-12-10'],
    [25, '2026-11-21', '2026-11-25'],
    [21, '2026-11-21', '2026-12-21'],
    [31, '2026-11-21', '2026-11-30'],
    [31, '2027-02-10', '2027-02-28'],
    [31, '2026-12-31', '2027-01-31'],
    [5, '2026-12-31', '2027-01-05'],
  ])('of day %d after %s is %s', (dueDay, today, expected) => {
    expect(nextDueDay(dueDay, day(today))).toBe(expected);
  });

  it('lies ahead, within two months', () => {
    const anyDay = fc.integer({ min: 18_262, max: 25_000 }).map(plainDateOfEpochDay);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), anyDay, (dueDay, today) => {
        const ahead = daysBetween(today, nextDueDay(dueDay, today));
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThanOrEqual(61);
      }),
    );
  });
});

describe('isOverdue', () => {
  const bill: CustomerBill = {
    id: '1',
    contractIds: ['7'],
    amountCents: 9_990,
    fineCents: 0,
    interestCents: 0,
    // A Saturday.
    dueDate: day('2026-11-21'),
    paidOn: null,
    documentNumber: null,
  };

  it.each([
    ['2026-11-21', false],
    ['2026-11-23', false],
    ['2026-11-24', true],
  ])('waits for the next business day: %s', (today, overdue) => {
    expect(isOverdue(bill, '7', day(today))).toBe(overdue);
  });

  it('is of unpaid bills of the contract', () => {
    expect(isOverdue({ ...bill, paidOn: day('2026-11-22') }, '7', day('2026-12-01'))).toBe(false);
    expect(isOverdue(bill, '8', day('2026-12-01'))).toBe(false);
  });
});
