import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlainDate } from '../../common/brazil/dates.js';
import type { CustomerBill } from './customer-bills.port.js';
import { payableBill, totalOfPayable } from './payable-bill.js';

const DUE = '2026-11-10';
const bill = (amountCents: number, fineCents = 0, interestCents = 0): CustomerBill => {
  if (!isPlainDate(DUE)) throw new TypeError(DUE);
  return {
    id: '1',
    contractIds: ['2'],
    amountCents,
    fineCents,
    interestCents,
    dueDate: DUE,
    paidOn: null,
    documentNumber: null,
  };
};

describe('payableBill', () => {
  it('is the whole bill while nothing is contested', () => {
    expect(payableBill(bill(9_990, 200, 33), 0)).toEqual({
      id: '1',
      amount_cents: 9_990,
      fine_cents: 200,
      interest_cents: 33,
    });
  });

  it('is the rest, with its share of fine and interest', () => {
    expect(payableBill(bill(10_000, 200, 33), 2_500)).toEqual({
      id: '1',
      amount_cents: 7_500,
      fine_cents: 150,
      interest_cents: 25,
      disputed_cents: 2_500,
    });
    expect(totalOfPayable(payableBill(bill(10_000, 200, 33), 10_000))).toBe(0);
  });

  it('never asks for more than the bill, nor for less than nothing, in whole centavos', () => {
    const cents = fc.nat(1_000_000);
    fc.assert(
      fc.property(cents, cents, cents, cents, (amount, fine, interest, disputed) => {
        const whole = bill(amount, fine, interest);
        const payable = payableBill(whole, Math.min(disputed, amount));
        const total = totalOfPayable(payable);
        expect(Number.isInteger(total)).toBe(true);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(amount + fine + interest);
        expect(payable.amount_cents + Math.min(disputed, amount)).toBe(amount);
      }),
    );
  });
});
