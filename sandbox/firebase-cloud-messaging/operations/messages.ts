import type { Answer } from '../../core/answer.js';
import type { Handle, Handlers } from '../../core/handler.js';
import { badField, googleError } from '../answers.js';
import { readSendRequest, type SendRequest } from '../message-rules.js';
import type { FirebaseState, TokenCondition } from '../state.js';

const WELL_FORMED_TOKEN = /^[\w:.-]{16,4096}$/;

const send =
  (projectId: string): Handle<FirebaseState> =>
  ({ params, body, state }): Answer => {
    const project = params['project'] ?? '';
    if (project !== projectId) {
      return googleError(
        403,
        'PERMISSION_DENIED',
        `Permission 'cloudmessaging.messages.create' denied on resource '//cloudresourcemanager.googleapis.com/projects/${project}' (or it may not exist).`,
      );
    }
    const retryAfterSeconds = state.quotaWait();
    if (retryAfterSeconds !== undefined) {
      return googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for the message sending rate.', {
        fcmCode: 'QUOTA_EXCEEDED',
        retryAfterSeconds,
      });
    }
    const read = readSendRequest(body);
    if ('refusal' in read) return read.refusal;
    const { message, validate_only } = read.request;
    const refusal = message.token === undefined ? undefined : refusalOfToken(message.token, state);
    if (refusal !== undefined) return refusal;
    const name = `projects/${project}/messages/${validate_only === true ? 'fake_message_id' : `0:${state.taken + 1}`}`;
    if (validate_only !== true) {
      state.take({ name, target: targetOf(message), message }, message.android?.collapse_key);
    }
    return { body: { name } };
  };

const targetOf = ({ token, topic, condition }: SendRequest['message']): string =>
  token ?? (topic === undefined ? (condition ?? '') : `/topics/${topic}`);

function refusalOfToken(token: string, state: FirebaseState): Answer | undefined {
  if (!WELL_FORMED_TOKEN.test(token)) {
    // As Google's documentation prints it: no field is named.
    return googleError(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token', {
      fcmCode: 'INVALID_ARGUMENT',
    });
  }
  const condition = state.conditionOf(token);
  return condition === undefined ? undefined : REFUSALS[condition];
}

const REFUSALS: Readonly<Record<TokenCondition, Answer>> = {
  UNREGISTERED: googleError(404, 'NOT_FOUND', 'Requested entity was not found.', { fcmCode: 'UNREGISTERED' }),
  INVALID_ARGUMENT: badField('message.token', 'Invalid registration token', 'INVALID_ARGUMENT'),
  SENDER_ID_MISMATCH: googleError(403, 'PERMISSION_DENIED', 'SenderId mismatch', { fcmCode: 'SENDER_ID_MISMATCH' }),
  THIRD_PARTY_AUTH_ERROR: googleError(401, 'UNAUTHENTICATED', 'Auth error from APNS or Web Push Service', {
    fcmCode: 'THIRD_PARTY_AUTH_ERROR',
  }),
  INTERNAL: googleError(500, 'INTERNAL', 'Internal error encountered.', { fcmCode: 'INTERNAL' }),
  UNAVAILABLE: googleError(503, 'UNAVAILABLE', 'The service is currently unavailable.', {
    fcmCode: 'UNAVAILABLE',
    retryAfterSeconds: 1,
  }),
};

export const messageHandlers = (projectId: string): Handlers<FirebaseState> => ({
  'firebase-cloud-messaging.messages.validate': {
    when: ({ body }) =>
      typeof body === 'object' && body !== null && 'validate_only' in body && body.validate_only === true,
    handle: send(projectId),
  },
  'firebase-cloud-messaging.messages.send': send(projectId),
});
