import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rebootRefusal } from './reboot-allowance.js';

const LIMITS = { cooldownSeconds: 600, perDay: 3 };
/** 15:00 in São Paulo. */
const NOW = Date.parse('2026-11-21T18:00:00Z');
const ago = (minutes: number): number => NOW - minutes * 60_000;

describe('rebootRefusal', () => {
  it('takes the first, and one after the cooldown', () => {
    expect(rebootRefusal([], LIMITS, NOW)).toBeUndefined();
    expect(rebootRefusal([ago(10)], LIMITS, NOW)).toBeUndefined();
  });

  it('says how long the cooldown still lasts', () => {
    expect(rebootRefusal([ago(4), ago(60)], LIMITS, NOW)).toEqual({ reason: 'COOLDOWN', retryAfterSeconds: 360 });
  });

  it('counts the day as São Paulo has it', () => {
    expect(rebootRefusal([ago(20), ago(40), ago(60)], LIMITS, NOW)).toEqual({
      reason: 'DAILY_LIMIT',
      retryAfterSeconds: 9 * 3_600,
    });
    const early = Date.parse('2026-11-21T03:05:00Z');
    expect(rebootRefusal([early - 660_000, early - 1_320_000, early - 1_980_000], LIMITS, early)).toBeUndefined();
  });

  it('never asks to wait for nothing, and takes one after the wait it names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 6 }), (minutes) => {
        const earlier = minutes.map(ago);
        const refusal = rebootRefusal(earlier, LIMITS, NOW);
        if (refusal === undefined) return;
        expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
        const later = rebootRefusal(earlier, LIMITS, NOW + refusal.retryAfterSeconds * 1_000);
        if (refusal.reason === 'COOLDOWN') expect(later).toBeUndefined();
        else expect(later?.reason).not.toBe('DAILY_LIMIT');
      }),
    );
  });
});
