import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything done for one incoming request shares. */
export interface RequestScope {
  readonly requestId: string;
  /** Monotonic milliseconds (`performance.now()`) by which the answer must be on its way. */
  readonly deadlineAt: number;
}

const storage = new AsyncLocalStorage<RequestScope>();

export const runInRequestScope = <T>(scope: RequestScope, work: () => T): T => storage.run(scope, work);

/** Runs work that serves more than the request that happened to begin it, and so must not share that one's budget. */
export const outsideRequestScope = <T>(work: () => T): T => storage.exit(work);

export const currentRequestScope = (): RequestScope | undefined => storage.getStore();

/** Milliseconds left of the request's budget; unbounded outside a request (jobs bring their own bound). */
export const remainingMilliseconds = (): number => {
  const scope = storage.getStore();
  return scope === undefined ? Number.POSITIVE_INFINITY : scope.deadlineAt - performance.now();
};

/** Runs work whose calls to upstreams may take so many milliseconds, and no longer than the request has left. */
export function withinMilliseconds<T>(milliseconds: number, work: () => T): T {
  const scope = storage.getStore();
  if (scope === undefined) return work();
  return storage.run({ ...scope, deadlineAt: Math.min(scope.deadlineAt, performance.now() + milliseconds) }, work);
}
