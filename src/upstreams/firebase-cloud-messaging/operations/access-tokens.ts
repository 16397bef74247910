import { z } from 'zod';
import { googleAccessOperation } from '../firebase-cloud-messaging.operation.js';

export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** RFC 7523 §2.1: a signed assertion of our service account for an access token. */
export const exchangeAssertion = googleAccessOperation({
  id: 'access-tokens.exchange',
  title: 'Exchange a service account’s assertion for an access token',
  method: 'POST',
  // The whole address is configuration.
  path: '/token',
  effect: 'read',
  request: { body: z.object({ grant_type: z.literal(JWT_BEARER_GRANT), assertion: z.string() }) },
  answer: z
    .object({ access_token: z.string().min(1), expires_in: z.number().positive() })
    .transform(({ access_token: value, expires_in: lifeSeconds }) => ({ value, lifeSeconds })),
});
