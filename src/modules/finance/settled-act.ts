import { setTimeout as delay } from 'node:timers/promises';
import { remainingMilliseconds } from '../../common/http/request-scope.js';

/** An act at the provider that may happen once only. */
interface Act {
  readonly state: string;
  readonly requestedAt: Date;
}

const POLL_MS = 100;
/** Kept of the request's time for the answer itself. */
const ANSWER_MS = 500;
/** Nobody waits longer than this for another request's act, whatever time is left. */
const MOST_MS = 30_000;
/** A request that is not over after so long died with its process. */
const LEASE_MS = 150_000;

/** Waits until another request's act is no longer in flight, or this request's time is nearly up. */
export async function whenSettled<A extends Act>(read: () => Promise<A | null>): Promise<A | null> {
  const until = performance.now() + Math.min(MOST_MS, remainingMilliseconds() - ANSWER_MS);
  for (;;) {
    const act = await read();
    if (act?.state !== 'pending' || performance.now() >= until) return act;
    await delay(POLL_MS);
  }
}

/** Whether nobody knows how the act ended: its answer was lost, or its process died. */
export const isUncertain = ({ state, requestedAt }: Act, now = Date.now()): boolean =>
  state === 'uncertain' || (state === 'pending' && now - requestedAt.getTime() > LEASE_MS);

/** Seconds until an uncertain act can be judged by what has not changed at the provider. */
export const secondsToSettle = ({ requestedAt }: Act, settleMs: number, now = Date.now()): number =>
  Math.max(1, Math.ceil((requestedAt.getTime() + settleMs - now) / 1_000));
