import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type PlainDate, plainDate } from '../../common/brazil/dates.js';
import type { FreeSlot, Shift } from './service-orders.port.js';
import { choosableSlots, compareSlots } from './visit-slot-rules.js';

const CONFIG = { closedDays: new Set(['SUNDAY', 'HOLIDAY']), cutoffHour: 12 };
const OPEN = { ...CONFIG, closedDays: new Set<string>() };
/** A Monday, 09:00 in Sao Paulo. */
const MONDAY = day(2026, 11, 30);
const MORNING = Date.parse('2026-11-30T12:00:00Z');
const NOON = Date.parse('2026-11-30T15:00:00Z');

function day(year: number, month: number, date: number): PlainDate {
  const found = plainDate(year, month, date);
  if (found === undefined) throw new RangeError('no such day');
  return found;
}

const slot = (date: PlainDate, shift: Shift = 'MORNING', places: number | null = 1): FreeSlot => ({
  itemId: `${date}${shift}`,
  date,
  shift,
  places,
});
const dates = (slots: readonly FreeSlot[], now = MORNING, config = CONFIG, from = addDays(MONDAY, -9)) =>
  choosableSlots(slots, { from, days: 60, shift: undefined }, config, now).map(({ date }) => date);

describe('choosableSlots', () => {
  it('drops days that are past', () => {
    expect(dates([slot(addDays(MONDAY, -1)), slot(addDays(MONDAY, -2)), slot(addDays(MONDAY, 1))])).toEqual([
      addDays(MONDAY, 1),
    ]);
  });

  it('has today until the cut-off hour', () => {
    expect(dates([slot(MONDAY)])).toEqual([MONDAY]);
    expect(dates([slot(MONDAY)], NOON)).toEqual([]);
  });

  it('drops Sundays and national holidays where they are closed, also a holiday on a Saturday', () => {
    const sunday = day(2026, 12, 6);
    const christmas = day(2026, 12, 25);
    const saturdayHoliday = day(2027, 5, 1);
    const closed = [sunday, christmas].map((date) => slot(date));
    expect(dates(closed)).toEqual([]);
    expect(dates(closed, MORNING, OPEN)).toEqual([sunday, christmas]);
    const may = Date.parse('2027-04-20T12:00:00Z');
    expect(dates([slot(saturdayHoliday), slot(addDays(saturdayHoliday, 7))], may, CONFIG, day(2027, 4, 20))).toEqual([
      addDays(saturdayHoliday, 7),
    ]);
  });

  it('drops full slots, and keeps those of which nobody says how much room they have', () => {
    const slots = [
      slot(MONDAY, 'MORNING', 0),
      slot(MONDAY, 'AFTERNOON', -1),
      slot(addDays(MONDAY, 1), 'MORNING', null),
    ];
    expect(dates(slots)).toEqual([addDays(MONDAY, 1)]);
  });

  it('stays in the window and shift, and sorts, whatever it is given', () => {
    const slots = fc.array(
      fc.record({
        offset: fc.integer({ min: -10, max: 70 }),
        shift: fc.constantFrom<Shift>('MORNING', 'AFTERNOON'),
        places: fc.constantFrom(null, 0, 1, 3),
      }),
    );
    const window = fc.record({
      offset: fc.integer({ min: 0, max: 30 }),
      days: fc.integer({ min: 1, max: 60 }),
      shift: fc.constantFrom<Shift | undefined>('MORNING', 'AFTERNOON', undefined),
    });
    fc.assert(
      fc.property(slots, window, (given, { offset, days, shift }) => {
        const from = addDays(MONDAY, offset);
        const all = given.map((row) => slot(addDays(MONDAY, row.offset), row.shift, row.places));
        const chosen = choosableSlots(all, { from, days, shift }, OPEN, MORNING);
        expect([...chosen].sort(compareSlots)).toEqual(chosen);
        const wanted = all.filter(
          (each) =>
            each.date >= from &&
            each.date < addDays(from, days) &&
            each.places !== 0 &&
            (shift === undefined || each.shift === shift),
        );
        expect(chosen).toHaveLength(wanted.length);
      }),
    );
  });
});
