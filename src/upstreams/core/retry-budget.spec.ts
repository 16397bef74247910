import { describe, expect, it } from '@jest/globals';
import { jitteredDelayMs, RetryBudget } from './retry-budget.js';

const taken = (budget: RetryBudget, tries: number): number =>
  Array.from({ length: tries }, () => budget.tryTake()).filter(Boolean).length;

describe('RetryBudget', () => {
  it('lets a burst through, then a share of the calls', () => {
    const budget = new RetryBudget(0.5, 4);
    expect(taken(budget, 10)).toBe(4);
    for (let call = 0; call < 6; call += 1) budget.noteCall();
    expect(taken(budget, 10)).toBe(3);
  });

  it('saves up no more than a burst', () => {
    const budget = new RetryBudget(1, 3);
    for (let call = 0; call < 100; call += 1) budget.noteCall();
    expect(taken(budget, 10)).toBe(3);
  });
});

describe('jitteredDelayMs', () => {
  it.each([
    [1, 0, 0],
    [1, 0.999, 99],
    [2, 0.5, 100],
    [3, 0.999, 399],
  ])('of attempt %i and chance %d is %i', (attempt, chance, delay) => {
    expect(jitteredDelayMs(attempt, 50, () => chance)).toBe(delay);
  });
});
