import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOpenAt, nextOpening, type OpeningSchedule } from './support-hours.js';

const weekdays: OpeningSchedule = {
  hours: [
    { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00' },
    { days: [6], opens: '08:00', closes: '12:00' },
  ],
  closedOnHolidays: true,
};
const always: OpeningSchedule = { hours: [], closedOnHolidays: true };
const at = (text: string): Date => new Date(`${text}-03:00`);

describe('opening hours', () => {
  it.each([
    ['a Friday at noon', '2026-11-27T12:00:00', true],
    ['the first moment', '2026-11-27T08:00:00', true],
    ['the moment before', '2026-11-27T07:59:59', false],
    ['the last moment', '2026-11-27T20:00:00', false],
    ['Saturday morning', '2026-11-28T09:00:00', true],
    ['Saturday afternoon', '2026-11-28T15:00:00', false],
    ['a holiday on a Friday', '2026-11-20T12:00:00', false],
    // In Sao Paulo it is still Friday.
    ['after midnight in UTC', '2026-11-27T19:30:00', true],
  ])('knows %s', (_, text, open) => {
    expect(isOpenAt(weekdays, at(text))).toBe(open);
  });

  it('keeps holidays only where it says so', () => {
    expect(isOpenAt({ ...weekdays, closedOnHolidays: false }, at('2026-11-20T12:00:00'))).toBe(true);
  });

  it('tells the next opening', () => {
    expect(nextOpening(weekdays, at('2026-11-27T06:00:00'))).toBe('2026-11-27T08:00:00-03:00');
    expect(nextOpening(weekdays, at('2026-11-27T21:00:00'))).toBe('2026-11-28T08:00:00-03:00');
    expect(nextOpening(weekdays, at('2026-11-28T13:00:00'))).toBe('2026-11-30T08:00:00-03:00');
    // Friday the twentieth is a holiday.
    expect(nextOpening(weekdays, at('2026-11-19T21:00:00'))).toBe('2026-11-21T08:00:00-03:00');
    expect(
      nextOpening(
        { hours: [{ days: [], opens: '08:00', closes: '09:00' }], closedOnHolidays: false },
        at('2026-11-27T06:00:00'),
      ),
    ).toBeNull();
  });

  it('is always open without hours', () => {
    expect(isOpenAt(always, at('2026-11-29T03:00:00'))).toBe(true);
    expect(nextOpening(always, at('2026-11-29T03:00:00'))).toBeNull();
  });

  it('is open at the next opening, which lies ahead', () => {
    const moment = fc.date({ min: at('2020-01-01T00:00:00'), max: at('2030-12-31T00:00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (instant) => {
        const next = nextOpening(weekdays, instant);
        if (next === null) expect(isOpenAt(weekdays, instant)).toBe(true);
        else {
          expect(Date.parse(next)).toBeGreaterThan(instant.getTime());
          expect(isOpenAt(weekdays, new Date(next))).toBe(true);
        }
      }),
    );
  });
});
