import { describe, expect, it } from '@jest/globals';
import { windowState } from './content-window.js';

const at = (text: string): Date => new Date(`${text}Z`);
const window = { startsAt: at('2026-12-01T08:00:00'), endsAt: at('2026-12-02T08:00:00') };

describe('windowState', () => {
  it.each([
    ['2026-12-01T07:59:59.999', 'UPCOMING'],
    ['2026-12-01T08:00:00.000', 'OPEN'],
    ['2026-12-02T07:59:59.999', 'OPEN'],
    ['2026-12-02T08:00:00.000', 'OVER'],
  ])('at %s is %s', (text, state) => {
    expect(windowState(window, at(text).getTime())).toBe(state);
  });

  it('never ends without an end', () => {
    expect(windowState({ ...window, endsAt: null }, at('2099-01-01T00:00:00').getTime())).toBe('OPEN');
  });
});
