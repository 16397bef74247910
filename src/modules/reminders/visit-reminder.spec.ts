import { describe, expect, it } from '@jest/globals';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import type { ServiceOrder } from '../service-orders/service-orders.port.js';
import { visitReminder } from './visit-reminder.js';
import { roundBegan } from './visit-reminders.job.js';

const date = (text: string): PlainDate => {
  if (!isPlainDate(text)) throw new TypeError(text);
  return text;
};
const TODAY = date('2026-11-21');
const order = (fields: Partial<ServiceOrder> = {}): Pick<ServiceOrder, 'id' | 'status' | 'visit'> => ({
  id: '932652',
  status: 'ST_OS_AGENDADA',
  visit: { date: date('2026-11-22'), shift: 'MORNING', agendaItemId: '1' },
  ...fields,
});

describe('visitReminder', () => {
  it('tells of a visit tomorrow', () => {
    expect(visitReminder(order(), TODAY)).toMatchObject({
      orderId: '932652',
      visitDate: '2026-11-22',
      body: expect.stringContaining('22/11/2026, de manhã.'),
    });
    const visit = { date: date('2026-11-22'), shift: null, agendaItemId: null };
    expect(visitReminder(order({ visit }), TODAY)?.body).toContain('22/11/2026. Confirme');
  });

  it.each<[string, Partial<ServiceOrder>]>([
    ['today', { visit: { date: TODAY, shift: 'MORNING', agendaItemId: null } }],
    ['later', { visit: { date: date('2026-11-23'), shift: 'MORNING', agendaItemId: null } }],
    ['never', { visit: null }],
    ['confirmed', { status: 'ST_OS_CONFIRMADA' }],
    ['cancelled', { status: 'ST_OS_CANCELADA' }],
  ])('tells of none that is %s', (_, fields) => {
    expect(visitReminder(order(fields), TODAY)).toBeUndefined();
  });
});

describe('roundBegan', () => {
  it.each([
    ['2026-11-21T10:05:00-03:00', '2026-11-21T10:00:00-03:00'],
    ['2026-11-21T16:59:00-03:00', '2026-11-21T10:00:00-03:00'],
    ['2026-11-21T17:00:00-03:00', '2026-11-21T17:00:00-03:00'],
    ['2026-11-21T23:59:00-03:00', '2026-11-21T17:00:00-03:00'],
    // By hand, in the night.
    ['2026-11-21T02:00:00-03:00', '2026-11-21T00:00:00-03:00'],
  ])('at %s was %s', (now, began) => {
    expect(roundBegan(Date.parse(now))).toEqual(new Date(began));
  });
});
