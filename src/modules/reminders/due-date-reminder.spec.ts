import { describe, expect, it } from '@jest/globals';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import { dueReminder } from './due-date-reminder.js';

const date = (text: string): PlainDate => {
  if (!isPlainDate(text)) throw new TypeError(text);
  return text;
};
const DAYS = [-5, -1, 0, 1, 3];
const told = (dueDate: string, today: string, paidOn: string | null = null) =>
  dueReminder({ id: '1', dueDate: date(dueDate), paidOn: paidOn === null ? null : date(paidOn) }, date(today), DAYS);

describe('dueReminder', () => {
  it.each([
    // Wednesday 25 November 2026.
    ['2026-11-20', 'Sua fatura vence em 5 dias'],
    ['2026-11-24', 'Sua fatura vence amanhã'],
    ['2026-11-25', 'Sua fatura vence hoje'],
    ['2026-11-26', 'Fatura em atraso'],
    ['2026-11-28', 'Fatura em atraso'],
  ])('is given on %s', (today, title) => {
    expect(told('2026-11-25', today)).toMatchObject({ title, body: expect.stringContaining('25/11/2026') });
  });

  it.each(['2026-11-19', '2026-11-21', '2026-11-23', '2026-11-27', '2026-12-25'])('is not given on %s', (today) => {
    expect(told('2026-11-25', today)).toBeUndefined();
  });

  it('is not given of a bill that was paid', () => {
    expect(told('2026-11-25', '2026-11-25', '2026-11-24')).toBeUndefined();
  });

  it('counts a bill due on a weekend as overdue from the next business day only', () => {
    // Saturday 28 November: payable until Monday 30.
    expect(told('2026-11-28', '2026-11-28')?.title).toBe('Sua fatura vence hoje');
    expect(told('2026-11-28', '2026-11-29')).toBeUndefined();
    expect(told('2026-11-28', '2026-11-30')).toBeUndefined();
    expect(told('2026-11-28', '2026-12-01')).toMatchObject({ day: 1, title: 'Fatura em atraso' });
  });

  it('never names an amount', () => {
    for (const today of ['2026-11-20', '2026-11-25', '2026-11-26'])
      expect(told('2026-11-25', today)?.body).not.toContain('R$');
  });
});
