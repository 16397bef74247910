import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addBusinessDays,
  addDays,
  businessDayOnOrAfter,
  comparePlainDates,
  dateInSaoPaulo,
  daysBetween,
  epochOfMidnight,
  formatCompactDayFirst,
  formatDashedDayFirst,
  formatSlashedDayFirst,
  isBusinessDay,
  isPlainDate,
  parseCompactDayFirst,
  parseDashedDayFirst,
  parseDateOfAnyStyle,
  parseEpochDate,
  parseIsoDate,
  parseSlashedDateTime,
  parseSlashedDayFirst,
  plainDate,
  plainDateOfEpochDay,
  toSaoPauloInstant,
  todayInSaoPaulo,
  type PlainDate,
} from './dates.js';

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error(`${text} is no date`);
  return text;
}

// 1900-01-01 to 2099-12-31
const anyDay = fc.integer({ min: -25567, max: 47481 }).map(plainDateOfEpochDay);

describe('plain dates', () => {
  it('reads each upstream style', () => {
    expect(parseIsoDate('1988-03-15')).toBe('1988-03-15');
    expect(parseIsoDate('0000-00-00')).toBeNull();
    expect(parseDashedDayFirst('15-03-1988')).toBe('1988-03-15');
    expect(parseCompactDayFirst('15031988')).toBe('1988-03-15');
    expect(parseSlashedDayFirst('15/03/1988')).toBe('1988-03-15');
    expect(parseSlashedDateTime('21/11/2026 17:30')).toBe('2026-11-21T17:30:00-03:00');
    expect(parseEpochDate(574398000000)).toBe('1988-03-15');
    expect(parseEpochDate('574398000000')).toBe('1988-03-15');
    expect(plainDate(2024, 2, 29)).toBe('2024-02-29');
  });

  it.each([
    '2026-02-31',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '2026-01-01T00:00',
    '',
  ])('refuses %p', (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
    expect(isPlainDate(text)).toBe(false);
  });

  it('is as strict in the other styles', () => {
    expect(parseDashedDayFirst('31-02-2026')).toBeUndefined();
    expect(parseDashedDayFirst('2026-02-01')).toBeUndefined();
    expect(parseCompactDayFirst('31022026')).toBeUndefined();
    expect(parseCompactDayFirst('20261121')).toBeUndefined();
    expect(parseSlashedDayFirst('31/02/2026')).toBeUndefined();
    expect(parseSlashedDayFirst('1/2/2026')).toBeUndefined();
    expect(parseSlashedDateTime('31/02/2026 10:00')).toBeUndefined();
    expect(parseSlashedDateTime('21/11/2026 24:00')).toBeUndefined();
    expect(parseSlashedDateTime('21/11/2026 10:60')).toBeUndefined();
    expect(parseEpochDate('574398000000.5')).toBeUndefined();
    expect(parseEpochDate('')).toBeUndefined();
    expect(parseEpochDate(NaN)).toBeUndefined();
    expect(parseEpochDate(Infinity)).toBeUndefined();
    expect(parseEpochDate(8e15)).toBeUndefined();
    expect(plainDate(2026, 2, 31)).toBeUndefined();
    expect(plainDate(2026.5, 2, 1)).toBeUndefined();
  });

  it.each([
    ['2026-11-21', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21/11/2026', '2026-11-21'],
    ['21/11/2026 17:30', '2026-11-21'],
    ['21112026', '2026-11-21'],
    ['574398000000', '1988-03-15'],
    [574398000000, '1988-03-15'],
    ['0000-00-00', null],
    ['', null],
    [null, null],
    ['31/02/2026', undefined],
    ['amanhã', undefined],
  ])('recognises the style of %p', (value, expected) => {
    expect(parseDateOfAnyStyle(value)).toBe(expected);
  });

  it('writes and reads back every style', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(parseDashedDayFirst(formatDashedDayFirst(date))).toBe(date);
        expect(parseCompactDayFirst(formatCompactDayFirst(date))).toBe(date);
        expect(parseSlashedDayFirst(formatSlashedDayFirst(date))).toBe(date);
        expect(parseEpochDate(epochOfMidnight(date))).toBe(date);
        expect(parseDateOfAnyStyle(String(date))).toBe(date);
      }),
    );
  });

  it('accepts exactly the days the calendar has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const calendar = new Date(0);
          calendar.setUTCFullYear(y, m - 1, d);
          const exists =
            calendar.getUTCFullYear() === y && calendar.getUTCMonth() === m - 1 && calendar.getUTCDate() === d;
          return (plainDate(y, m, d) !== undefined) === exists;
        },
      ),
    );
  });

  it('adds and compares', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(day('2026-01-01'), 0.5)).toThrow(RangeError);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days);
        return daysBetween(date, moved) === days && comparePlainDates(moved, date) === Math.sign(days);
      }),
    );
  });
});

describe('instants in Sao Paulo', () => {
  it('carries the offset of the moment', () => {
    expect(toSaoPauloInstant(Date.UTC(2026, 10, 21, 20, 30))).toBe('2026-11-21T17:30:00-03:00');
    expect(toSaoPauloInstant(new Date('2018-12-01T12:00:00Z'))).toBe('2018-12-01T10:00:00-02:00');
    expect(toSaoPauloInstant(574398000000)).toBe('1988-03-15T00:00:00-03:00');
    expect(() => toSaoPauloInstant(NaN)).toThrow(RangeError);
  });

  it('knows where daylight saving skipped or repeated an hour', () => {
    // 2018-11-04: 00:00 became 01:00. 2019-02-17: 00:00 became 23:00 of the day before.
    expect(toSaoPauloInstant(epochOfMidnight(day('2018-11-04')))).toBe('2018-11-04T01:00:00-02:00');
    expect(dateInSaoPaulo(epochOfMidnight(day('2018-11-04')) - 1)).toBe('2018-11-03');
    expect(parseSlashedDateTime('16/02/2019 23:30')).toBe('2019-02-16T23:30:00-02:00');
    expect(toSaoPauloInstant(epochOfMidnight(day('2019-02-17')))).toBe('2019-02-17T00:00:00-03:00');
  });

  it('names the same instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }), (epochMs) => {
        expect(Date.parse(toSaoPauloInstant(epochMs))).toBe(Math.floor(epochMs / 1000) * 1000);
      }),
    );
  });

  it('tells the day by the clock there, not by UTC', () => {
    expect(todayInSaoPaulo(() => Date.UTC(2026, 10, 22, 2, 59))).toBe('2026-11-21');
    expect(todayInSaoPaulo(() => Date.UTC(2026, 10, 22, 3, 0))).toBe('2026-11-22');
    expect(todayInSaoPaulo()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('business days', () => {
  it.each([
    ['2026-11-20', 'Consciência Negra'],
    ['2026-11-21', 'a Saturday'],
    ['2026-02-16', 'Carnival Monday'],
    ['2026-02-17', 'Carnival Tuesday'],
    ['2026-06-04', 'Corpus Christi'],
    ['2026-04-03', 'Good Friday'],
    ['2026-12-25', 'Christmas'],
  ])('%s is none: %s', (text) => {
    expect(isBusinessDay(day(text))).toBe(false);
  });

  it('leaves the days around holidays alone', () => {
    expect(isBusinessDay(day('2026-11-23'))).toBe(true);
    expect(isBusinessDay(day('2026-02-18'))).toBe(true);
    expect(isBusinessDay(day('2023-11-20'))).toBe(true);
    // The Monday before a Tuesday holiday that is not Carnival: Tiradentes.
    expect(isBusinessDay(day('2026-04-20'))).toBe(true);
    expect(() => isBusinessDay(day('2100-01-04'))).toThrow(RangeError);
  });

  it('moves to the next one and counts them', () => {
    expect(businessDayOnOrAfter(day('2026-11-20'))).toBe('2026-11-23');
    expect(businessDayOnOrAfter(day('2026-11-23'))).toBe('2026-11-23');
    expect(businessDayOnOrAfter(day('2026-02-14'))).toBe('2026-02-18');
    expect(addBusinessDays(day('2026-11-19'), 1)).toBe('2026-11-23');
    expect(addBusinessDays(day('2026-11-23'), -1)).toBe('2026-11-19');
    expect(addBusinessDays(day('2026-11-21'), 0)).toBe('2026-11-21');
  });
});
