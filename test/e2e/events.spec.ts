import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRegistry } from '../../src/common/jobs/job-registry.js';
import { DeviceSessions } from '../../src/modules/devices/device-sessions.service.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
let first: Caller;
let other: Caller;
let firstId: string;
let otherId: string;
beforeAll(async () => {
  product = await startTestApplication();
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  const idOf = async (document: string): Promise<string> => {
    const rows = await product.dataSource.query('SELECT id FROM customer_account WHERE document = $1', [document]);
    return (rows as { id: string }[])[0]!.id;
  };
  firstId = await idOf(FIRST_CUSTOMER.document);
  otherId = await idOf(OTHER_CUSTOMER.document);
});
afterAll(() => product.close());

describe('events', () => {
  const at = '2026-11-20T10:00:00-03:00';
  const report = (body: object, headers: Caller = first) =>
    product.http().post('/app/v1/events/firebase').set(headers).send(body);
  const rows = () =>
    product.dataSource.query('SELECT customer_id, platform, app_version, name, params, occurred_at FROM app_event');
  beforeEach(() => product.dataSource.query('DELETE FROM app_event'));

  it('are kept with who reported them', async () => {
    const events = [
      { name: 'screen_view', params: { screen_name: 'HOME', count: 2, first: true, from: null }, occurred_at: at },
      { name: 'search', params: { term: 'cpf 111.444.777-35' }, occurred_at: at },
    ];
    const answer = await report({ events }, { ...first, 'x-app-platform': 'ios', 'x-app-version': '3.4.1' });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ accepted: 2 });
    const who = { customer_id: firstId, platform: 'ios', app_version: '3.4.1', occurred_at: new Date(at) };
    expect(await rows()).toEqual([
      { ...who, name: 'screen_view', params: events[0]!.params },
      { ...who, name: 'search', params: { term: 'cpf [cpf]' } },
    ]);
  });

  it('are taken of nobody in particular', async () => {
    expect((await report({ events: [{ name: 'app_open', occurred_at: at }] }, product.channel)).status).toBe(202);
    expect(await rows()).toMatchObject([{ customer_id: null, platform: null, params: {} }]);
  });

  it('are at most 25, with at most 25 parameters', async () => {
    const event = { name: 'x', occurred_at: at };
    const params = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, place) => [`p${place}`, place]));
    expect(
      (await report({ events: Array.from({ length: 25 }, () => ({ ...event, params: params(25) })) })).status,
    ).toBe(202);
    expectProblem(await report({ events: Array.from({ length: 26 }, () => event) }), 400, 'VALIDATION_ERROR');
    expectProblem(await report({ events: [{ ...event, params: params(26) }] }), 400, 'VALIDATION_ERROR');
    expectProblem(await report({ events: [] }), 400, 'VALIDATION_ERROR');
    expectProblem(await report({}), 400, 'VALIDATION_ERROR');
    expect(await rows()).toHaveLength(25);
  });

  it.each([
    ['events.0.name', { name: 'firebase_x' }],
    ['events.0.name', { name: 'google_x' }],
    ['events.0.name', { name: 'ga_x' }],
    ['events.0.name', { name: '1x' }],
    ['events.0.name', { name: `a${'b'.repeat(40)}` }],
    ['events.0.occurred_at', { occurred_at: 'yesterday' }],
    ['events.0.occurred_at', { occurred_at: undefined }],
    ['events.0.params', { params: 'x' }],
    ['events.0.params', { params: { cpf: '1' } }],
    ['events.0.params', { params: { userEmail: 'x' } }],
    ['events.0.params', { params: { nested: {} } }],
    ['events.0.params', { params: { text: 'x'.repeat(101) } }],
  ])('refuse a wrong %s: %j', async (field, fields) => {
    const answer = await report({ events: [{ name: 'x', occurred_at: at, ...fields }] });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
    expect(await rows()).toEqual([]);
  });

  it('never repeat what was refused', async () => {
    const answer = await report({ events: [{ name: 'x', occurred_at: at, params: { email: 'joao@example.com' } }] });
    expect(answer.text).not.toContain('joao');
  });

  it('ask for the key of the channel, and for a good token if any', async () => {
    expectProblem(await report({ events: [] }, {}), 401, 'CHANNEL_KEY_REFUSED');
    expectProblem(
      await report({ events: [] }, { ...product.channel, authorization: 'Bearer x' }),
      401,
      'UNAUTHENTICATED',
    );
  });
});

describe('device sessions', () => {
  const [A, B] = ['instance-aaaa', 'instance-bbbb'];
  const [X, Y] = ['token-xxxxxxxxxxxx', 'token-yyyyyyyyyyyy'];
  const open = (instance: string, token: string | undefined, headers: Caller = first, fields: object = {}) =>
    product
      .http()
      .post('/app/v1/events/firebase/session')
      .set(headers)
      .send({ app_instance_id: instance, platform: 'android', app_version: '3.4.1', push_token: token, ...fields });
  const device = async (instance: string): Promise<unknown> => {
    const rows = await product.dataSource.query(
      'SELECT push_token, customer_id, app_version FROM device WHERE app_instance_id = $1',
      [instance],
    );
    return (rows as unknown[])[0];
  };
  const sessionOf = ({ authorization = '' }: Caller): string => {
    const claims: unknown = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString());
    return String(Reflect.get(claims as object, 'sid'));
  };
  beforeEach(() => product.dataSource.query('DELETE FROM device'));

  it('are opened, refreshed and bound to the customer', async () => {
    const opened = await open(A, X);
    expect(opened.status).toBe(200);
    expect(opened.body).toEqual({ session_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const again = await open(A, undefined, first, { app_version: '3.5.0' });
    expect(again.body).toEqual(opened.body);
    expect(await device(A)).toEqual({ push_token: X, customer_id: firstId, app_version: '3.5.0' });
    await open(A, Y).expect(200);
    expect(await device(A)).toMatchObject({ push_token: Y, customer_id: firstId });
  });

  it('move to who logs in on them', async () => {
    await open(A, X).expect(200);
    await open(A, X, other).expect(200);
    expect(await device(A)).toMatchObject({ push_token: X, customer_id: otherId });
  });

  it('lose a token that turns up elsewhere', async () => {
    await open(A, X).expect(200);
    await open(B, X, other).expect(200);
    expect(await device(A)).toMatchObject({ push_token: null, customer_id: firstId });
    expect(await device(B)).toMatchObject({ push_token: X, customer_id: otherId });
  });

  it('stay bound without a log-in only with the same token', async () => {
    await open(A, X).expect(200);
    await open(A, X, product.channel).expect(200);
    expect(await device(A)).toMatchObject({ push_token: X, customer_id: firstId });
    await open(A, undefined, product.channel).expect(200);
    expect(await device(A)).toMatchObject({ push_token: X, customer_id: firstId });
    await open(A, Y, product.channel).expect(200);
    expect(await device(A)).toMatchObject({ push_token: Y, customer_id: null });
  });

  it('are nobody’s after log-out', async () => {
    const sessions = product.app.get(DeviceSessions);
    await open(A, X).expect(200);
    await open(B, Y, other).expect(200);
    await sessions.unbind({ sessionId: sessionOf(first) });
    expect(await device(A)).toMatchObject({ push_token: X, customer_id: null });
    expect(await device(B)).toMatchObject({ customer_id: otherId });
    await sessions.unbind({ customerId: otherId, exceptSessionId: sessionOf(other) });
    expect(await device(B)).toMatchObject({ customer_id: otherId });
    await sessions.unbind({ customerId: otherId });
    expect(await device(B)).toMatchObject({ customer_id: null });
  });

  it('are one for an installation, and a token in one place, however many come at once', async () => {
    const swaps = Array.from({ length: 6 }, (_, place) =>
      place % 2 === 0 ? [open(A, X), open(B, Y, other)] : [open(A, Y), open(B, X, other)],
    ).flat();
    const answers = await Promise.all(swaps);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const kept = await product.dataSource.query('SELECT app_instance_id FROM device ORDER BY app_instance_id');
    expect(kept).toEqual([{ app_instance_id: A }, { app_instance_id: B }]);
  });

  it.each([
    ['app_instance_id', { app_instance_id: 'short' }],
    ['platform', { platform: 'web' }],
    ['app_version', { app_version: '' }],
    ['push_token', { push_token: 'with space in it yes' }],
    ['push_token', { push_token: 'x'.repeat(4_097) }],
  ])('refuse a wrong %s', async (field, fields) => {
    const answer = await open(A, X, first, fields);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('ask for the key of the channel, and for a good token if any', async () => {
    expectProblem(await open(A, X, {}), 401, 'CHANNEL_KEY_REFUSED');
    expectProblem(await open(A, X, { ...product.channel, authorization: 'Bearer x' }), 401, 'UNAUTHENTICATED');
  });
});

describe('purges', () => {
  it.each([
    ['devices.purge', 'device', 'last_seen_at', 270],
    ['app-events.purge', 'app_event', 'received_at', 90],
    ['feedback-prompts.purge', 'feedback_prompt', 'allowed_at', 90],
  ])('%s deletes what is old', async (job, table, column, days) => {
    const inserts: Record<string, string> = {
      device: `INSERT INTO device (app_instance_id, platform, app_version, last_seen_at) VALUES ('i' || $1, 'ios', '1', now() - make_interval(days => $1::integer))`,
      app_event: `INSERT INTO app_event (name, occurred_at, received_at) VALUES ('x', now(), now() - make_interval(days => $1::integer))`,
      feedback_prompt: `INSERT INTO feedback_prompt (customer_id, allowed_at)
        SELECT id, now() - make_interval(days => $1::integer) FROM customer_account
         WHERE NOT EXISTS (SELECT 1 FROM feedback_prompt known WHERE known.customer_id = customer_account.id) LIMIT 1`,
    };
    await product.dataSource.query(`DELETE FROM ${table}`);
    for (const age of [days - 1, days + 1]) await product.dataSource.query(inserts[table]!, [age]);
    const run = product.app.get(JobRegistry).get(job)!;
    const result = await run.run({
      signal: new AbortController().signal,
      scheduledFor: new Date(),
      attempt: 1,
      manual: true,
      finishWith: () => Promise.reject(new Error('not used')),
    });
    expect(result).toEqual({ deleted: 1 });
    expect(await product.dataSource.query(`SELECT ${column} FROM ${table}`)).toHaveLength(1);
  });
});
