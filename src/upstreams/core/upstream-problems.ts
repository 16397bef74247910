import { Problem, type ProblemKind } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';

const RETRY_AFTER_SECONDS = 5;

/** What the app is told of each kind; an upstream's own status never passes through. */
const KINDS: Readonly<Record<UpstreamErrorKind, ProblemKind>> = {
  unavailable: problems.upstreamUnavailable,
  timeout: problems.upstreamTimeout,
  'rate-limited': problems.upstreamUnavailable,
  // Our credential was refused: the customer's session has nothing to do with it.
  'our-credential': problems.upstreamBadResponse,
  'customer-credential': problems.upstreamCredentialsRequired,
  'not-found': problems.notFound,
  rejected: problems.refusedByRule,
  'bad-payload': problems.upstreamBadResponse,
  uncertain: problems.outcomeUncertain,
  unsupported: problems.unsupported,
};

export function problemOfUpstreamError(error: unknown): Problem | undefined {
  if (!(error instanceof UpstreamError)) return undefined;
  const kind = KINDS[error.kind];
  return new Problem(kind, {
    cause: error,
    ...(kind.status === 503 ? { retryAfterSeconds: error.retryAfterSeconds ?? RETRY_AFTER_SECONDS } : {}),
  });
}
