import { describe, expect, it } from '@jest/globals';
import { UpstreamError, type UpstreamErrorKind } from '../../core/upstream-error.js';
import { outcomeOfFailure, toFcmMessage } from './push-sender.adapter.js';

const failed = (kind: UpstreamErrorKind, reason?: string, retryAfterSeconds?: number) =>
  new UpstreamError(kind, 'firebase-cloud-messaging.messages.send', {
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

describe('a failure', () => {
  it.each([
    ['uncertain', undefined, { kind: 'uncertain' }],
    ['rate-limited', 'QUOTA_EXCEEDED', { kind: 'later', reason: 'quota' }],
    ['our-credential', 'UNAUTHENTICATED', { kind: 'later', reason: 'credentials' }],
    ['customer-credential', undefined, { kind: 'later', reason: 'credentials' }],
    ['unsupported', 'PERMISSION_DENIED', { kind: 'later', reason: 'credentials' }],
    ['unavailable', 'UNAVAILABLE', { kind: 'later', reason: 'unavailable' }],
    ['unavailable', 'circuit-open', { kind: 'later', reason: 'unreachable' }],
    ['timeout', 'no-credentials', { kind: 'later', reason: 'unreachable' }],
    ['bad-payload', 'html', { kind: 'later', reason: 'unreachable' }],
    ['not-found', 'UNREGISTERED', { kind: 'dead-token', reason: 'UNREGISTERED' }],
    ['rejected', 'INVALID_TOKEN', { kind: 'dead-token', reason: 'INVALID_TOKEN' }],
    ['rejected', 'SENDER_ID_MISMATCH', { kind: 'dead-token', reason: 'SENDER_ID_MISMATCH' }],
    ['rejected', 'THIRD_PARTY_AUTH_ERROR', { kind: 'ios-unreachable' }],
    ['rejected', 'INVALID_MESSAGE', { kind: 'refused', certain: true }],
    ['rejected', 'INVALID_ARGUMENT', { kind: 'refused', certain: false }],
    ['not-found', 'http-404', { kind: 'refused', certain: false }],
  ] as const)('%s (%s)', (kind, reason, outcome) => {
    expect(outcomeOfFailure(failed(kind, reason))).toEqual(outcome);
  });

  it('says for how long the push service wants to be left alone', () => {
    expect(outcomeOfFailure(failed('rate-limited', 'QUOTA_EXCEEDED', 7))).toMatchObject({ afterMs: 7_000 });
  });
});

describe('a message', () => {
  const push = {
    target: { token: 'a-token' },
    title: 'Título',
    body: 'Texto',
    data: { delivery_id: '1' },
    category: 'TRANSACTIONAL',
    collapseKey: 'campaign-1',
    ttlSeconds: 3_600,
  } as const;

  it('about the service is urgent, with its time to live in the words of each system', () => {
    expect(toFcmMessage(push, 1_000_000)).toEqual({
      token: 'a-token',
      notification: { title: 'Título', body: 'Texto' },
      data: { delivery_id: '1' },
      android: {
        collapse_key: 'campaign-1',
        priority: 'HIGH',
        ttl: '3600s',
        notification: { channel_id: 'service', tag: 'campaign-1' },
      },
      apns: {
        headers: { 'apns-collapse-id': 'campaign-1', 'apns-expiration': '4600', 'apns-priority': '10' },
        payload: { aps: { sound: 'default' } },
      },
    });
  });

  it('of marketing is quiet', () => {
    expect(toFcmMessage({ ...push, target: { topic: 'offers' }, category: 'MARKETING' }, 0)).toMatchObject({
      topic: 'offers',
      android: { priority: 'NORMAL', notification: { channel_id: 'offers' } },
      apns: { headers: { 'apns-priority': '5' }, payload: { aps: {} } },
    });
  });
});
