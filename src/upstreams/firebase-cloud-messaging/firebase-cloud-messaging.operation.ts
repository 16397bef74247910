import { operation, type Operation, type RequestSchemas } from '../core/operation.js';
import { fcmRefusal, googleAccessRefusal, wholeBody } from './firebase-cloud-messaging.errors.js';

export const FIREBASE_CLOUD_MESSAGING = 'firebase-cloud-messaging';
/** Google's token endpoint, a system of its own: another host, and other answers. */
export const GOOGLE_ACCESS = 'google-access';

/** An access token of our service account as a bearer token; the token endpoint itself takes a signed assertion. */
type FirebaseAuth = 'access-token' | 'assertion';

type Declaration<R extends RequestSchemas, A> = Omit<
  Operation<R, A>,
  'system' | 'auth' | 'format' | 'requestFormat' | 'envelope' | 'refusal' | 'timeoutMs'
>;

/** Declares an operation of FCM's HTTP v1 API; `id` comes without its prefix. */
export const fcmOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${FIREBASE_CLOUD_MESSAGING}.${declared.id}`,
    system: FIREBASE_CLOUD_MESSAGING,
    auth: 'access-token' satisfies FirebaseAuth,
    format: 'json',
    envelope: wholeBody,
    refusal: fcmRefusal,
  });

/** Declares an operation of Google's token endpoint; `id` comes without its prefix. */
export const googleAccessOperation = <R extends RequestSchemas, A>(declared: Declaration<R, A>): Operation<R, A> =>
  operation({
    ...declared,
    id: `${GOOGLE_ACCESS}.${declared.id}`,
    system: GOOGLE_ACCESS,
    auth: 'assertion' satisfies FirebaseAuth,
    requestFormat: 'form',
    format: 'json',
    envelope: wholeBody,
    refusal: googleAccessRefusal,
  });
