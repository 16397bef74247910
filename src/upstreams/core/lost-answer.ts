import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';

/** An irreversible act's result, or `uncertain` when its answer was lost; any other failure is thrown on. */
export async function orUncertain<T>(act: Promise<T>): Promise<T | 'uncertain'> {
  try {
    return await act;
  } catch (error) {
    if (isUpstreamError(error, 'uncertain')) return 'uncertain';
    throw error;
  }
}

export const isUpstreamError = (error: unknown, ...kinds: readonly UpstreamErrorKind[]): error is UpstreamError =>
  error instanceof UpstreamError && kinds.includes(error.kind);
