import { describe, expect, it } from '@jest/globals';
import { isOpen, mayBecome, type WarningState, warningStates } from './warning-states.js';

describe('the states of a warning', () => {
  it('lead on as the standard says, and back only from resolved', () => {
    const next = (from: WarningState) => warningStates.filter((to) => mayBecome(from, to));
    expect(Object.fromEntries(warningStates.map((state) => [state, next(state)]))).toEqual({
      acknowledged: ['inProgress', 'resolved', 'closed'],
      inProgress: ['resolved', 'closed'],
      resolved: ['inProgress', 'closed'],
      closed: [],
    });
  });

  it('are open until it is resolved', () => {
    expect(warningStates.filter(isOpen)).toEqual(['acknowledged', 'inProgress']);
  });
});
