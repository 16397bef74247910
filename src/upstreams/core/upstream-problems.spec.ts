import { describe, expect, it } from '@jest/globals';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';
import { problemOfUpstreamError } from './upstream-problems.js';

const KINDS: Record<UpstreamErrorKind, [number, string]> = {
  unavailable: [503, 'UPSTREAM_UNAVAILABLE'],
  timeout: [504, 'UPSTREAM_TIMEOUT'],
  'rate-limited': [503, 'UPSTREAM_UNAVAILABLE'],
  'our-credential': [502, 'UPSTREAM_BAD_RESPONSE'],
  'customer-credential': [428, 'UPSTREAM_CREDENTIALS_REQUIRED'],
  'not-found': [404, 'NOT_FOUND'],
  rejected: [422, 'REFUSED'],
  'bad-payload': [502, 'UPSTREAM_BAD_RESPONSE'],
  uncertain: [504, 'OUTCOME_UNCERTAIN'],
  unsupported: [501, 'UNSUPPORTED'],
};

describe('problemOfUpstreamError', () => {
  it.each(Object.entries(KINDS))('tells of an upstream that is %s', (kind, [status, code]) => {
    const problem = problemOfUpstreamError(
      new UpstreamError(kind as UpstreamErrorKind, 'test.things.read', { reason: 'http-500' }),
    );
    expect(problem?.kind).toMatchObject({ status, code });
    // A detail would be of the upstream's making.
    expect(problem?.options).not.toHaveProperty('detail');
    expect(problem?.options.retryAfterSeconds).toBe(status === 503 ? 5 : undefined);
  });

  it('passes on how long to wait', () => {
    const error = new UpstreamError('rate-limited', 'test.things.read', { retryAfterSeconds: 42 });
    expect(problemOfUpstreamError(error)?.options.retryAfterSeconds).toBe(42);
  });

  it('knows no other error', () => {
    expect(problemOfUpstreamError(new Error('other'))).toBeUndefined();
  });
});
