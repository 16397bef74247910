import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import { obstacleTo, proRata, proRataText } from './due-date-rules.js';
import type { DueDateSituation } from './due-dates.port.js';

const date = (text: string): PlainDate => {
  if (!isPlainDate(text)) throw new Error('not a date');
  return text;
};
const TODAY = date('2026-11-21');
const fine: DueDateSituation = { status: 'HABILITADO', currentId: '4', priceCents: 9_990, unpaidDueDates: [] };

describe('obstacleTo', () => {
  it('finds none for a contract in service that owes nothing', () => {
    expect(obstacleTo(fine, false, TODAY)).toBeNull();
    expect(obstacleTo({ ...fine, unpaidDueDates: [TODAY, date('2026-12-10')] }, false, TODAY)).toBeNull();
  });

  it('names the first one', () => {
    const owing = { ...fine, unpaidDueDates: [date('2026-11-20')] };
    expect(obstacleTo(owing, false, TODAY)).toBe('OPEN_INVOICE');
    expect(obstacleTo(owing, true, TODAY)).toBe('ALREADY_REQUESTED');
    expect(obstacleTo({ ...owing, status: 'SUSPENSO' }, true, TODAY)).toBe('CONTRACT_NOT_SERVICEABLE');
  });
});

describe('proRata', () => {
  it.each([
    [10, 15, 9_990, 5, 1_665],
    [15, 10, 9_990, 25, 8_325],
    [1, 31, 3_000, 29, 2_900],
    [30, 31, 3_000, 1, 100],
    [10, 15, null, 5, null],
  ])('from day %i to day %i of %s centavos', (from, to, price, days, amountCents) => {
    expect(proRata(from, to, price)).toEqual({ days, amountCents });
  });

  it('is never more than a month, and less than half a centavo off', () => {
    const day = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 10_000_000 }), (from, to, price) => {
        fc.pre(from !== to);
        const { days, amountCents } = proRata(from, to, price);
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThan(30);
        expect(Number.isSafeInteger(amountCents)).toBe(true);
        expect(amountCents).toBeLessThanOrEqual(price);
        expect(Math.abs(amountCents! * 30 - price * days)).toBeLessThanOrEqual(15);
      }),
    );
  });
});

it('tells a customer', () => {
  expect(proRataText({ days: 5, amountCents: 1_665 }, 15)).toBe(
    'O novo vencimento, dia 15, vale a partir do próximo faturamento. A primeira fatura traz também o valor proporcional de 5 dias, cerca de R$ 16,65.',
  );
  expect(proRataText({ days: 1, amountCents: null }, 2)).toContain('proporcional de 1 dia.');
  expect(proRataText(null, 2)).toMatch(/entre os dois vencimentos\.$/);
});
