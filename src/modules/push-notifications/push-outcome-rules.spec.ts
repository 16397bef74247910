import { describe, expect, it } from '@jest/globals';
import { endOfOutcome, longestHold } from './push-outcome-rules.js';
import type { PushOutcome } from './push-sender.port.js';

const config = { mostAttempts: 3, backoffMs: 10_000, quotaPauseMs: 60_000 };
const end = (outcome: PushOutcome, attempt = 1, random = 0) => endOfOutcome(outcome, attempt, config, () => random);
const later = (reason: 'unavailable' | 'quota' | 'credentials' | 'unreachable', afterMs?: number): PushOutcome => ({
  kind: 'later',
  reason,
  ...(afterMs === undefined ? {} : { afterMs }),
});

describe('the end of a delivery', () => {
  it.each<[PushOutcome, object]>([
    [{ kind: 'sent' }, { state: 'SENT', reason: null }],
    [
      { kind: 'dead-token', reason: 'UNREGISTERED' },
      { state: 'FAILED', reason: 'UNREGISTERED' },
    ],
    [{ kind: 'ios-unreachable' }, { state: 'FAILED', reason: 'THIRD_PARTY_AUTH_ERROR' }],
    [
      { kind: 'refused', certain: true },
      { state: 'FAILED', reason: 'PAYLOAD_REFUSED' },
    ],
    [{ kind: 'uncertain' }, { state: 'UNCERTAIN', reason: 'ANSWER_LOST' }],
    [{ kind: 'not-configured' }, { state: 'SUPPRESSED', reason: 'NO_PUSH_SERVICE' }],
  ])('%j is final', (outcome, expected) => {
    expect(end(outcome)).toEqual(expected);
  });

  it('is put off with growing pauses, and given up at the last attempt', () => {
    const again = { state: 'QUEUED', reason: 'UNAVAILABLE', counts: true, prolongs: false };
    expect(end(later('unavailable'), 1)).toEqual({ ...again, afterMs: 10_000 });
    expect(end(later('unavailable'), 2)).toEqual({ ...again, afterMs: 20_000 });
    expect(end(later('unavailable'), 2, 1)).toEqual({ ...again, afterMs: 30_000 });
    expect(end(later('unavailable', 45_000), 1)).toEqual({ ...again, afterMs: 45_000 });
    expect(end(later('unavailable'), 3)).toEqual({ state: 'FAILED', reason: 'UNAVAILABLE' });
  });

  it('never waits longer than an hour between two attempts', () => {
    const patient = { ...config, mostAttempts: 50 };
    expect(endOfOutcome(later('unavailable'), 40, patient, () => 0)).toMatchObject({ afterMs: 3_600_000 });
  });

  it.each([
    ['quota', undefined, 60_000],
    ['quota', 5_000, 5_000],
    ['credentials', undefined, 60_000],
    ['unreachable', undefined, 10_000],
  ] as const)('for %s does not count as an attempt', (reason, asked, afterMs) => {
    const expected = { state: 'QUEUED', reason: reason.toUpperCase(), afterMs, counts: false, prolongs: false };
    expect(end(later(reason, asked), 3)).toEqual(expected);
    expect(end(later(reason, asked), 3, 1)).toMatchObject({ afterMs: afterMs * 1.25 });
  });
});

describe('the hold of everything', () => {
  it('is the longest that an answer asks for', () => {
    expect(longestHold([], config)).toBe(0);
    expect(longestHold([{ kind: 'sent' }, later('unavailable', 9_000)], config)).toBe(0);
    expect(longestHold([later('quota', 2_000), later('unreachable')], config)).toBe(10_000);
    expect(longestHold([later('quota', 1e12)], config)).toBe(3_600_000);
    expect(longestHold([later('quota'), { kind: 'uncertain' }], config)).toBe(60_000);
  });
});
