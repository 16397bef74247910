import { withinMilliseconds } from '../../common/http/request-scope.js';

/** What is asked of upstreams leaves this much earlier, so that a kept answer of theirs can still stand in. */
const MARGIN_MS = 30;

/** Nobody waits for the work any longer. */
export class BudgetSpentError extends Error {
  override readonly name = 'BudgetSpentError';
}

/**
 * What the work comes to, within so many milliseconds; calls to upstreams that it makes share the bound. Late work goes
 * on: others may wait for what it asked.
 * @throws BudgetSpentError when the time is over first.
 */
export async function withinBudget<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BudgetSpentError()), Math.max(1, milliseconds));
  });
  try {
    return await Promise.race([withinMilliseconds(Math.max(1, milliseconds - MARGIN_MS), work), late]);
  } finally {
    clearTimeout(timer);
  }
}
