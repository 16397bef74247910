import { describe, expect, it } from '@jest/globals';
import { fcmRefusal, googleAccessRefusal } from './firebase-cloud-messaging.errors.js';

const FCM = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';
const answer = (status: string, details: object[] = [], message = 'text') => ({
  error: { code: 400, message, status, details },
});
const fcm = (errorCode: string) => ({ '@type': FCM, errorCode });
const fields = (...names: string[]) => ({ '@type': BAD_REQUEST, fieldViolations: names.map((field) => ({ field })) });

describe('a refusal of FCM', () => {
  it.each<[string, object, object]>([
    ['unregistered', answer('NOT_FOUND', [fcm('UNREGISTERED')]), { kind: 'not-found', reason: 'UNREGISTERED' }],
    [
      'of another sender',
      answer('PERMISSION_DENIED', [fcm('SENDER_ID_MISMATCH')]),
      { kind: 'rejected', reason: 'SENDER_ID_MISMATCH' },
    ],
    [
      'of Apple’s key, in the gateway’s words for ours',
      answer('UNAUTHENTICATED', [fcm('THIRD_PARTY_AUTH_ERROR')], 'Expected OAuth 2 access token'),
      { kind: 'rejected', reason: 'THIRD_PARTY_AUTH_ERROR' },
    ],
    ['of our token', answer('UNAUTHENTICATED'), { kind: 'our-credential', reason: 'UNAUTHENTICATED' }],
    ['of our project', answer('PERMISSION_DENIED'), { kind: 'unsupported', reason: 'PERMISSION_DENIED' }],
    [
      'of the quota',
      answer('RESOURCE_EXHAUSTED', [fcm('QUOTA_EXCEEDED')]),
      { kind: 'rate-limited', reason: 'QUOTA_EXCEEDED' },
    ],
    ['internal', answer('INTERNAL', [fcm('INTERNAL')]), { kind: 'unavailable', reason: 'UNAVAILABLE', certain: true }],
    ['unavailable', answer('UNAVAILABLE'), { kind: 'unavailable', reason: 'UNAVAILABLE', certain: true }],
    [
      'of a token by its field',
      answer('INVALID_ARGUMENT', [fcm('INVALID_ARGUMENT'), fields('message.token')]),
      { kind: 'rejected', reason: 'INVALID_TOKEN' },
    ],
    [
      'of a token in Google’s words',
      answer(
        'INVALID_ARGUMENT',
        [fcm('INVALID_ARGUMENT')],
        'The registration token is not a valid FCM registration token',
      ),
      { kind: 'rejected', reason: 'INVALID_TOKEN' },
    ],
    [
      'of another field',
      answer('INVALID_ARGUMENT', [fields('message.data[0].value')]),
      { kind: 'rejected', reason: 'INVALID_MESSAGE' },
    ],
    [
      'of the token and another field',
      answer('INVALID_ARGUMENT', [fields('message.token', 'message.android.ttl')]),
      { kind: 'rejected', reason: 'INVALID_MESSAGE' },
    ],
    [
      'of nothing in particular',
      answer('INVALID_ARGUMENT', [fcm('INVALID_ARGUMENT')]),
      { kind: 'rejected', reason: 'INVALID_ARGUMENT' },
    ],
  ])('%s', (_, payload, expected) => {
    expect(fcmRefusal(payload, 400)).toEqual({ ok: false, ...expected });
  });

  it.each([undefined, {}, { error: 'text' }, { error: { status: 'SOMETHING_NEW' } }, '<html>'])(
    'that is not its envelope is left to the status: %j',
    (payload) => {
      expect(fcmRefusal(payload, 502)).toBeUndefined();
    },
  );
});

it('a refusal of the token endpoint is about our account', () => {
  expect(googleAccessRefusal({ error: 'invalid_grant' }, 400)).toMatchObject({ kind: 'our-credential' });
  expect(googleAccessRefusal(undefined, 429)).toBeUndefined();
  expect(googleAccessRefusal(undefined, 503)).toBeUndefined();
});
