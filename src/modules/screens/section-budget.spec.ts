import { describe, expect, it } from '@jest/globals';
import { remainingMilliseconds, runInRequestScope } from '../../common/http/request-scope.js';
import { BudgetSpentError, withinBudget } from './section-budget.js';

describe('a budget', () => {
  it('gives what the work comes to', async () => {
    await expect(withinBudget(60_000, () => Promise.resolve(1))).resolves.toBe(1);
    await expect(withinBudget(60_000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('ends before the work that never does', async () => {
    await expect(withinBudget(5, () => new Promise(() => undefined))).rejects.toThrow(BudgetSpentError);
  });

  it('is the bound of what the work asks of upstreams, and never beyond the request’s own', async () => {
    const within = (requestMs: number) =>
      runInRequestScope({ requestId: '1', deadlineAt: performance.now() + requestMs }, () =>
        withinBudget(10_000, () => Promise.resolve(remainingMilliseconds())),
      );
    const left = await within(60_000);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(10_000);
    expect(await within(1_000)).toBeLessThanOrEqual(1_000);
  });
});
