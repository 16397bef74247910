import { describe, expect, it } from '@jest/globals';
import { endOfQuietHours, isQuiet, spreadAfterQuietHours } from './quiet-hours.js';

const NIGHT = { from: 21, to: 8 };
const at = (instant: string): number => Date.parse(instant);

describe('quiet hours', () => {
  it.each([
    ['2026-11-21T20:59:59-03:00', false],
    ['2026-11-21T21:00:00-03:00', true],
    ['2026-11-22T00:00:00-03:00', true],
    ['2026-11-22T07:59:59-03:00', true],
    ['2026-11-22T08:00:00-03:00', false],
    // The same hour elsewhere.
    ['2026-11-22T11:00:00Z', false],
    ['2026-11-22T10:59:59Z', true],
  ])('over midnight: %s is %p', (instant, quiet) => {
    expect(isQuiet(at(instant), NIGHT)).toBe(quiet);
  });

  it('may lie within a day, or be none', () => {
    expect(isQuiet(at('2026-11-21T13:00:00-03:00'), { from: 12, to: 14 })).toBe(true);
    expect(isQuiet(at('2026-11-21T14:00:00-03:00'), { from: 12, to: 14 })).toBe(false);
    expect(isQuiet(at('2026-11-21T03:00:00-03:00'), { from: 0, to: 0 })).toBe(false);
  });

  it.each([
    ['2026-11-21T21:00:00-03:00', '2026-11-22T08:00:00-03:00'],
    ['2026-11-22T07:30:15-03:00', '2026-11-22T08:00:00-03:00'],
    ['2026-11-22T08:00:00-03:00', '2026-11-22T08:00:00-03:00'],
    ['2026-11-22T12:34:56-03:00', '2026-11-22T12:34:56-03:00'],
    // Daylight saving began in that night: it was an hour shorter.
    ['2018-11-03T22:00:00-03:00', '2018-11-04T08:00:00-02:00'],
  ])('from %s end at %s', (instant, end) => {
    expect(endOfQuietHours(at(instant), NIGHT)).toBe(at(end));
  });

  it('are followed by a spread of minutes', () => {
    const spread = spreadAfterQuietHours();
    expect(spread).toBeGreaterThanOrEqual(0);
    expect(spread).toBeLessThan(600_000);
  });
});
