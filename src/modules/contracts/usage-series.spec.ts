import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolutionFor, usageSeries } from './usage-series.js';

const START = Date.parse('2026-11-20T12:00:00-03:00');
const reading = (minutes: number, downloadBits: number, uploadBits = 0) => ({
  at: new Date(START + minutes * 60_000),
  downloadBits,
  uploadBits,
});

describe('usageSeries', () => {
  it('divides differences by the time between readings', () => {
    const series = usageSeries(
      [reading(0, 1_000), reading(10, 601_000, 0), reading(20, 1_201_000, 60_000)],
      'TEN_MINUTES',
    );
    expect(series).toEqual({
      points: [
        { at: '2026-11-20T12:00:00-03:00', downloadBps: 1_000, uploadBps: 0 },
        { at: '2026-11-20T12:10:00-03:00', downloadBps: 1_000, uploadBps: 100 },
      ],
      downloadBytes: 150_000,
      uploadBytes: 7_500,
    });
  });

  it('averages by hour and by day, whatever the order of the readings', () => {
    const readings = [reading(60, 3_600), reading(0, 0), reading(30, 1_800), reading(90, 7_200)];
    expect(usageSeries(readings, 'HOUR').points).toEqual([
      { at: '2026-11-20T12:00:00-03:00', downloadBps: 1, uploadBps: 0 },
      { at: '2026-11-20T13:00:00-03:00', downloadBps: 2, uploadBps: 0 },
    ]);
    expect(usageSeries(readings, 'DAY').points).toEqual([
      { at: '2026-11-20T00:00:00-03:00', downloadBps: 1, uploadBps: 0 },
    ]);
  });

  it('leaves out where a counter began anew, and long silences', () => {
    const series = usageSeries(
      [reading(0, 9_000), reading(10, 600), reading(20, 1_200), reading(3_000, 9_999)],
      'HOUR',
    );
    expect(series.points).toEqual([{ at: '2026-11-20T12:00:00-03:00', downloadBps: 1, uploadBps: 0 }]);
  });

  it('has nothing to show of one reading or none', () => {
    expect(usageSeries([], 'DAY').points).toEqual([]);
    expect(usageSeries([reading(0, 5)], 'DAY')).toEqual({ points: [], downloadBytes: 0, uploadBytes: 0 });
  });

  it('adds up to what the counters say, at any resolution', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 200 }),
        fc.constantFrom('TEN_MINUTES', 'HOUR', 'DAY'),
        (steps, resolution) => {
          let counter = 0;
          const readings = steps.map((step, index) => reading(index * 10, (counter += step * 8)));
          const expected = steps.slice(1).reduce((sum, step) => sum + step, 0);
          expect(usageSeries(readings, resolution).downloadBytes).toBe(expected);
        },
      ),
    );
  });
});

it.each([
  [1, 'TEN_MINUTES'],
  [7, 'HOUR'],
  [39, 'DAY'],
])('%i days are drawn by %s', (days, resolution) => {
  expect(resolutionFor(days * 86_400_000)).toBe(resolution);
});
