import { createPrivateKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { type FirebaseSimulator, startFirebaseCloudMessaging } from './firebase-cloud-messaging.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const TOKEN = 'a-well-formed-token-1';
const clientEmail = 'backend@test-project.iam.gserviceaccount.com';

let now: number;
let simulator: FirebaseSimulator;
beforeEach(async () => {
  now = START;
  simulator = await startFirebaseCloudMessaging({ projectId: 'test-project', clientEmail, clock: () => now });
});
afterEach(() => simulator.close());

const key = () => createPrivateKey(String(simulator.variables['FIREBASE_PRIVATE_KEY']).replaceAll('\\n', '\n'));
const claims = (given: object = {}) => ({
  iss: clientEmail,
  scope: 'https://www.googleapis.com/auth/firebase.messaging',
  aud: simulator.variables['FIREBASE_TOKEN_URL'],
  iat: now / 1_000,
  exp: now / 1_000 + 3_600,
  ...given,
});
const sign = (given: object = {}) => jsonwebtoken.sign(claims(given), key(), { algorithm: 'RS256' });

async function ask(assertion: string, given: Record<string, string> = {}) {
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const answer = await fetch(`${simulator.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type, assertion, ...given }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function send(body: unknown, options: { token?: string; project?: string } = {}) {
  const token = options.token ?? String((await ask(sign())).body['access_token']);
  const answer = await fetch(`${simulator.url}/v1/projects/${options.project ?? 'test-project'}/messages:send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    body: await answer.json(),
  };
}

const message = (given: object = {}) => ({
  message: { token: TOKEN, notification: { title: 'a', body: 'b' }, ...given },
});
const fcmError = (errorCode: string) => ({ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode });
const violation = (field: string) => ({
  '@type': 'type.googleapis.com/google.rpc.BadRequest',
  fieldViolations: [{ field, description: expect.any(String) }],
});

describe('the token endpoint', () => {
  it('gives a bearer token that lasts an hour', async () => {
    const { status, body } = await ask(sign());
    expect({ status, body }).toEqual({
      status: 200,
      body: { access_token: expect.stringMatching(/^ya29\./), expires_in: 3_599, token_type: 'Bearer' },
    });
    const token = String(body['access_token']);
    expect((await send(message(), { token })).status).toBe(200);
    now += 3_600_000;
    expect((await send(message(), { token })).status).toBe(401);
  });

  it.each<[string, object, string]>([
    ['of somebody else', { iss: 'other@example.com' }, 'invalid_grant'],
    ['to somebody else', { aud: 'https://elsewhere.example' }, 'invalid_grant'],
    ['that ran out', { iat: START / 1_000 - 7_200, exp: START / 1_000 - 3_600 }, 'invalid_grant'],
    ['that lasts too long', { exp: START / 1_000 + 7_200 }, 'invalid_grant'],
    ['for another purpose', { scope: 'https://www.googleapis.com/auth/drive' }, 'invalid_scope'],
  ])('refuses an assertion %s', async (_, given, error) => {
    expect(await ask(sign(given))).toMatchObject({ status: 400, body: { error } });
  });

  it('refuses another signature, other text and another grant', async () => {
    const [head, body] = sign().split('.');
    expect(await ask(`${head}.${body}.AAAA`)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await ask('not a token')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await ask(sign(), { grant_type: 'password' })).toMatchObject({ body: { error: 'unsupported_grant_type' } });
  });

  it('takes forms only', async () => {
    const answer = await fetch(`${simulator.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(415);
  });
});

describe('sending', () => {
  it('takes a message and names it', async () => {
    expect(await send(message({ data: { a: 'b' } }))).toEqual({
      status: 200,
      retryAfter: null,
      body: { name: 'projects/test-project/messages/0:1' },
    });
    expect(simulator.state.messages).toEqual([
      { name: 'projects/test-project/messages/0:1', target: TOKEN, message: message({ data: { a: 'b' } }).message },
    ]);
  });

  it('only judges one that is to be validated', async () => {
    expect((await send({ ...message(), validate_only: true })).status).toBe(200);
    expect(simulator.state.taken).toBe(0);
    expect(simulator.journal.count('firebase-cloud-messaging.messages.validate')).toBe(1);
  });

  it('counts the message of a key that comes twice', async () => {
    const keyed = message({ android: { collapse_key: 'k' } });
    await send(keyed);
    await send(keyed);
    await send(message({ android: { collapse_key: 'other' } }));
    expect(simulator.state).toMatchObject({ taken: 3, duplicates: 1 });
    expect(simulator.state.timesTaken(TOKEN, 'k')).toBe(2);
  });

  it('needs a token of ours and our project', async () => {
    expect(await send(message(), { token: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: { code: 401, status: 'UNAUTHENTICATED' } },
    });
    expect(await send(message(), { project: 'another-project' })).toMatchObject({
      status: 403,
      body: { error: { code: 403, status: 'PERMISSION_DENIED' } },
    });
  });

  it.each<[string, object, string]>([
    ['no target', { token: undefined }, 'message'],
    ['two targets', { topic: 'x' }, 'message'],
    ['an unknown member', { sound: 'x' }, 'message'],
    ['a number in data', { data: { a: 'b', c: 12 } }, 'message.data[1].value'],
    ['a reserved name', { data: { 'google.c': 'x' } }, 'message.data[google.c]'],
    ['a time to live without a unit', { android: { ttl: '60' } }, 'message.android.ttl'],
    ['a time to live over 28 days', { android: { ttl: '2419201s' } }, 'message.android.ttl'],
    ['a topic that is none', { token: undefined, topic: 'a b' }, 'message.topic'],
    ['over 4096 bytes', { data: { a: 'x'.repeat(4_096) } }, 'message'],
    ['over 2048 bytes to a topic', { token: undefined, topic: 't', data: { a: 'x'.repeat(2_048) } }, 'message'],
  ])('refuses %s and names the field', async (_, given, field) => {
    const { status, body } = await send(message(given));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { code: 400, status: 'INVALID_ARGUMENT', details: expect.arrayContaining([violation(field)]) },
    });
  });

  it.each([
    ['UNREGISTERED', 404, 'NOT_FOUND'],
    ['SENDER_ID_MISMATCH', 403, 'PERMISSION_DENIED'],
    ['THIRD_PARTY_AUTH_ERROR', 401, 'UNAUTHENTICATED'],
    ['INVALID_ARGUMENT', 400, 'INVALID_ARGUMENT'],
    ['INTERNAL', 500, 'INTERNAL'],
    ['UNAVAILABLE', 503, 'UNAVAILABLE'],
  ] as const)('says %s of a token, in Google’s envelope', async (condition, code, status) => {
    simulator.state.say(TOKEN, condition);
    const expected = { error: { code, status, details: expect.arrayContaining([fcmError(condition)]) } };
    expect(await send(message())).toMatchObject({ status: code, body: expected });
    const named = `sandbox-${condition.toLowerCase().replaceAll('_', '-')}-1`;
    expect(await send(message({ token: named }))).toMatchObject({ status: code, body: expected });
    expect(simulator.state.taken).toBe(0);
  });

  it('says of a malformed token what Google’s documentation prints', async () => {
    expect((await send(message({ token: 'a/b' }))).body).toEqual({
      error: {
        code: 400,
        message: 'The registration token is not a valid FCM registration token',
        status: 'INVALID_ARGUMENT',
        details: [fcmError('INVALID_ARGUMENT')],
      },
    });
  });

  it('refuses over the quota until its window is over, counting refused calls too', async () => {
    simulator.state.quota = { messages: 2, windowMs: 5_000 };
    const token = String((await ask(sign())).body['access_token']);
    simulator.state.say('a-dead-token-of-some', 'UNREGISTERED');
    expect((await send(message({ token: 'a-dead-token-of-some' }), { token })).status).toBe(404);
    expect((await send(message(), { token })).status).toBe(200);
    now += 1_500;
    expect(await send(message(), { token })).toMatchObject({
      status: 429,
      retryAfter: '4',
      body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [fcmError('QUOTA_EXCEEDED')] } },
    });
    now += 3_500;
    expect((await send(message(), { token })).status).toBe(200);
  });

  it('shows no token in its state, and forgets all but its access tokens at a reset', async () => {
    const token = String((await ask(sign())).body['access_token']);
    await send(message(), { token });
    const state = await (await fetch(`${simulator.url}/__sandbox/state`)).text();
    expect(JSON.parse(state)).toMatchObject({ taken: 1, duplicates: 0 });
    expect(state).not.toContain(token);
    simulator.reset();
    expect(simulator.state.taken).toBe(0);
    expect((await send(message(), { token })).status).toBe(200);
  });
});
