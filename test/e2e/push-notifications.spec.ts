import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FirebaseSimulator } from '../../sandbox/firebase-cloud-messaging/firebase-cloud-messaging.simulator.js';
import { JobRegistry } from '../../src/common/jobs/job-registry.js';
import { CustomerPush } from '../../src/modules/push-notifications/customer-push.service.js';
import { PushDispatcher } from '../../src/modules/push-notifications/push-dispatcher.service.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { addDevice, PUSH_SETTINGS, startFirebase } from '../support/push.js';
import { until } from '../support/until.js';

const SEND = 'firebase-cloud-messaging.messages.send';
const VALIDATE = 'firebase-cloud-messaging.messages.validate';

let firebase: FirebaseSimulator;
let product: TestApplication;
let admin: Caller;
let customer: Caller;
let firstId: string;
let otherId: string;
beforeAll(async () => {
  firebase = await startFirebase();
  product = await startTestApplication({
    ...firebase.variables,
    ...PUSH_SETTINGS,
    LINK_HOSTS: 'www.example.com',
    PUSH_MARKETING_PER_WEEK: '2',
    PUSH_MOST_ATTEMPTS: '3',
    PUSH_LEASE_MS: '1500',
  });
  admin = await product.loginAdmin();
  customer = await product.loginCustomer();
  await product.loginCustomer(OTHER_CUSTOMER);
  firstId = await idOf(FIRST_CUSTOMER.document);
  otherId = await idOf(OTHER_CUSTOMER.document);
});
afterAll(async () => {
  await product.close();
  await firebase.close();
});
beforeEach(async () => {
  // What an earlier test left under way must not reach this one's push service.
  await product.dataSource.query('DELETE FROM push_campaign');
  await product.dataSource.query('DELETE FROM push_notice');
  await product.dataSource.query('DELETE FROM device');
  await product.dataSource.query('UPDATE push_pace SET held_until = now(), next_at = now()');
  firebase.reset();
});

async function idOf(document: string): Promise<string> {
  const rows = await product.dataSource.query('SELECT id FROM customer_account WHERE document = $1', [document]);
  return (rows as { id: string }[])[0]!.id;
}

async function service(scope: string): Promise<Caller> {
  const grant = { grant_type: 'client_credentials', client_id: 'demo-service', client_secret: 'demo-service-secret' };
  const answer = await product
    .http()
    .post('/app/v1/app-settings/oauth/token')
    .set(product.channel)
    .send({ ...grant, scope });
  return { ...product.channel, authorization: `Bearer ${(answer.body as { access_token: string }).access_token}` };
}

const message = {
  audience: { segment: {} },
  title: 'Manutenção programada',
  body: 'Nesta madrugada, entre 2h e 4h, sua internet pode oscilar.',
  category: 'TRANSACTIONAL',
};
const send = (body: object = {}, headers: Caller = admin) =>
  product
    .http()
    .post('/app/v1/push-notifications')
    .set(headers)
    .send({ ...message, ...body });
const read = (path: string, headers: Caller = admin) =>
  product.http().get(`/app/v1/admin/push-campaigns${path}`).set(headers);

interface Accepted {
  readonly campaign_id: string;
  readonly estimated: number;
}
interface Detail {
  readonly state: string;
  readonly progress: { readonly by_state: Record<string, number>; readonly reasons: object[]; readonly total: number };
}

/** Sends a campaign and waits until it is over. */
async function sent(body: object = {}): Promise<Detail & { readonly id: string }> {
  const answer = await send(body);
  expect({ status: answer.status, body: answer.body as object }).toMatchObject({ status: 202 });
  return over((answer.body as Accepted).campaign_id);
}

async function over(id: string): Promise<Detail & { readonly id: string }> {
  await until(async () => {
    product.app.get(PushDispatcher).wake();
    const rows = await product.dataSource.query('SELECT totals FROM push_campaign WHERE id = $1', [id]);
    return (rows as { totals: object | null }[])[0]?.totals != null;
  });
  return { ...((await read(`/${id}`).expect(200)).body as Detail), id };
}

const counts = (given: Record<string, number>) => ({
  QUEUED: 0,
  SENDING: 0,
  SENT: 0,
  FAILED: 0,
  UNCERTAIN: 0,
  SUPPRESSED: 0,
  CANCELLED: 0,
  ...given,
});
const tokenOf = async (deviceId: string): Promise<string | null> => {
  const rows = await product.dataSource.query('SELECT push_token FROM device WHERE id = $1', [deviceId]);
  return (rows as { push_token: string | null }[])[0]!.push_token;
};
const consent = (purpose: string, granted: boolean) =>
  product
    .http()
    .put('/app/v1/customers/consents')
    .set(customer)
    .send({ consents: [{ purpose, granted, version: '1' }] });

describe('a push notification', () => {
  it('is taken in and reaches each device of the segment once', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-iphone-01', platform: 'ios' });
    await addDevice(product.dataSource, { token: 'token-of-old-app-1', appVersion: '2.9.0' });
    const answer = await send({
      audience: { segment: { min_version: '3.0.0' } },
      data: { screen: 'NETWORK_STATUS' },
      deep_link: 'provider://network-status',
      ttl_seconds: 3_600,
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      campaign_id: expect.any(String),
      state: 'SCHEDULED',
      estimated: 2,
      unmatched: 0,
      starts_at: expect.any(String),
      dry_run: false,
      payload: 'NOT_CHECKED',
    });
    const { state, progress, id } = await over((answer.body as Accepted).campaign_id);
    expect({ state, by_state: progress.by_state }).toEqual({ state: 'DONE', by_state: counts({ SENT: 2 }) });
    expect(firebase.state.messages.map(({ target }) => target).sort()).toEqual([
      'token-of-android-1',
      'token-of-iphone-01',
    ]);
    expect(firebase.state.messages[0]!.message).toMatchObject({
      notification: { title: message.title, body: message.body },
      data: {
        screen: 'NETWORK_STATUS',
        deep_link: 'provider://network-status',
        category: 'TRANSACTIONAL',
        delivery_id: expect.stringMatching(/^\d+$/),
      },
      android: { priority: 'HIGH', collapse_key: id, ttl: '3600s' },
      apns: { headers: { 'apns-priority': '10', 'apns-collapse-id': id } },
    });
  });

  it('reaches customers by id and by contract, and says how many are not known', async () => {
    await product.http().get('/app/v1/customers/contracts').set(customer).expect(200);
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-other', customerId: otherId });
    const stranger = '00000000-0000-4000-8000-000000000000';
    const byId = await send({ audience: { customer_ids: [otherId, stranger] } });
    expect(byId.body).toMatchObject({ estimated: 1, unmatched: 1 });
    await over((byId.body as Accepted).campaign_id);
    expect(firebase.state.messages.map(({ target }) => target)).toEqual(['token-of-the-other']);
    const byContract = await send({ audience: { contract_ids: ['899059', '1'] } });
    expect(byContract.body).toMatchObject({ estimated: 1, unmatched: 1 });
    await over((byContract.body as Accepted).campaign_id);
    expect(firebase.state.messages.at(-1)!.target).toBe('token-of-the-first');
  });

  it('goes to a topic as one message', async () => {
    const { progress } = await sent({ audience: { topic: 'network-status' } });
    expect(progress.by_state).toEqual(counts({ SENT: 1 }));
    expect(firebase.state.messages.map(({ target }) => target)).toEqual(['/topics/network-status']);
  });

  it('reaches customers by what is known of them', async () => {
    await product.dataSource.query(
      `INSERT INTO customer_contract_fact (customer_id, contract_id, city, status) VALUES ($1, 'x', 'SAO CARLOS', 'HABILITADO')
       ON CONFLICT (customer_id, contract_id) DO NOTHING`,
      [otherId],
    );
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-other', customerId: otherId });
    await addDevice(product.dataSource, { token: 'token-of-a-stranger' });
    await sent({ audience: { segment: { cities: ['São Carlos'], platforms: ['android'] } } });
    expect(firebase.state.messages.map(({ target }) => target)).toEqual(['token-of-the-other']);
  });

  it('is done at once when it is for nobody', async () => {
    const { state, progress } = await sent({ audience: { segment: { platforms: ['ios'] } } });
    expect({ state, total: progress.total }).toEqual({ state: 'DONE', total: 0 });
  });

  it('is taken of a service, and is one under one key', async () => {
    const key = { ...(await service('push:write')), 'idempotency-key': 'once' };
    const [one, two] = [await send({}, key), await send({}, key)];
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(two.body).toEqual(one.body);
    const { body } = await read('').expect(200);
    expect(body).toMatchObject({ total: 1, items: [{ created_by: { kind: 'service', id: 'demo-service' } }] });
  });

  it('waits for its time', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    const schedule_at = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await send({ schedule_at });
    const { campaign_id: id } = answer.body as Accepted;
    await product.dataSource.query('UPDATE push_campaign SET fan_out_at = now() WHERE id = $1', [id]);
    expect((await over(id)).progress.by_state).toEqual(counts({ SENT: 1 }));
  });

  it('does not hold up others when it cannot be fanned out', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    const answer = await send({ schedule_at: new Date(Date.now() + 3_600_000).toISOString() });
    await product.dataSource.query(
      `UPDATE push_campaign SET audience = '{"kind": "SEGMENT", "segment": {"cities": 1}}', fan_out_at = '2020-01-01'
        WHERE id = $1`,
      [(answer.body as Accepted).campaign_id],
    );
    expect((await sent()).progress.by_state).toEqual(counts({ SENT: 1 }));
  });

  it('does not follow a phone to its next customer', async () => {
    const device = await addDevice(product.dataSource, { token: 'token-of-android-1', customerId: firstId });
    firebase.faults.set(SEND, { kind: 'status', status: 429, retryAfter: 1, times: 1 });
    const answer = await send({ audience: { customer_ids: [firstId] } });
    await until(() => firebase.journal.count(SEND) > 0);
    await product.dataSource.query('UPDATE device SET customer_id = $2 WHERE id = $1', [device, otherId]);
    const { progress } = await over((answer.body as Accepted).campaign_id);
    expect(progress.by_state).toEqual(counts({ SUPPRESSED: 1 }));
    expect(progress.reasons).toEqual([{ state: 'SUPPRESSED', reason: 'OTHER_CUSTOMER', count: 1 }]);
  });
});

describe('a dry run', () => {
  it('says whom it would be for and sends nothing', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    const answer = await send({ dry_run: true });
    expect(answer.body).toMatchObject({
      campaign_id: null,
      state: null,
      estimated: 1,
      dry_run: true,
      payload: 'ACCEPTED',
    });
    expect(firebase.state.taken).toBe(0);
    expect(firebase.journal.count(VALIDATE)).toBe(1);
    expect((await read('').expect(200)).body).toMatchObject({ total: 0 });
  });

  it('checks a topic without a device, and nothing when there is none', async () => {
    expect((await send({ dry_run: true, audience: { topic: 'x' } })).body).toMatchObject({
      payload: 'ACCEPTED',
      estimated: null,
    });
    expect((await send({ dry_run: true })).body).toMatchObject({ payload: 'NOT_CHECKED', estimated: 0 });
  });

  it('says that a dead device proves nothing', async () => {
    await addDevice(product.dataSource, { token: 'sandbox-unregistered-1' });
    expect((await send({ dry_run: true })).body).toMatchObject({ payload: 'NOT_CHECKED' });
  });

  it('fails when the push service cannot be asked', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    firebase.faults.set(VALIDATE, { kind: 'status', status: 503 });
    expectProblem(await send({ dry_run: true }), 503, 'UPSTREAM_UNAVAILABLE');
  });
});

describe('what the push service says', () => {
  it.each([
    ['UNREGISTERED', 'UNREGISTERED'],
    ['INVALID_ARGUMENT', 'INVALID_TOKEN'],
    ['SENDER_ID_MISMATCH', 'SENDER_ID_MISMATCH'],
  ] as const)('of a dead token (%s) ends the token and not the campaign', async (condition, reason) => {
    firebase.state.say('token-of-the-dead', condition);
    const dead = await addDevice(product.dataSource, { token: 'token-of-the-dead' });
    const alive = await addDevice(product.dataSource, { token: 'token-of-the-living' });
    const { state, progress } = await sent();
    expect({ state, by_state: progress.by_state }).toEqual({ state: 'DONE', by_state: counts({ SENT: 1, FAILED: 1 }) });
    expect(progress.reasons).toEqual([{ state: 'FAILED', reason, count: 1 }]);
    await until(async () => (await tokenOf(dead)) === null);
    expect(await tokenOf(alive)).toBe('token-of-the-living');
  });

  it('of a malformed token, without naming a field, ends the token', async () => {
    const device = await addDevice(product.dataSource, { token: 'not/a/token/of/firebase' });
    expect((await sent()).progress.reasons).toEqual([{ state: 'FAILED', reason: 'INVALID_TOKEN', count: 1 }]);
    await until(async () => (await tokenOf(device)) === null);
  });

  it('of the APNs key leaves the iPhones out, and no token is lost', async () => {
    firebase.state.say('token-of-iphone-01', 'THIRD_PARTY_AUTH_ERROR');
    const iphone = await addDevice(product.dataSource, { token: 'token-of-iphone-01', platform: 'ios' });
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    const { id, state, progress } = await sent();
    expect({ state, by_state: progress.by_state }).toEqual({ state: 'DONE', by_state: counts({ SENT: 1, FAILED: 1 }) });
    expect(await tokenOf(iphone)).toBe('token-of-iphone-01');
    await until(async () => ((await read(`/${id}`)).body as { ios_stopped_at: string | null }).ios_stopped_at !== null);
  });

  it.each(['INTERNAL', 'UNAVAILABLE'] as const)('%s is tried again, and given up in the end', async (condition) => {
    firebase.state.say('token-of-trouble-1', condition);
    const device = await addDevice(product.dataSource, { token: 'token-of-trouble-1' });
    const { progress } = await sent();
    expect(progress.reasons).toEqual([{ state: 'FAILED', reason: 'UNAVAILABLE', count: 1 }]);
    expect(firebase.journal.count(SEND)).toBe(3);
    expect(await tokenOf(device)).not.toBeNull();
  });

  it('about the quota is waited for, by everybody', async () => {
    firebase.state.quota = { messages: 1, windowMs: 300 };
    for (let place = 0; place < 3; place += 1)
      await addDevice(product.dataSource, { token: `token-of-android-${place}` });
    const { progress } = await sent();
    expect(progress.by_state).toEqual(counts({ SENT: 3 }));
    expect(firebase.state.refusedForQuota).toBeGreaterThan(0);
    expect(firebase.state.duplicates).toBe(0);
  });

  it('about our credential is mended with a new token', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    await sent();
    firebase.state.accessTokens.revoke();
    expect((await sent()).progress.by_state).toEqual(counts({ SENT: 1 }));
  });

  it('of the message itself ends the campaign', async () => {
    for (let place = 0; place < 3; place += 1)
      await addDevice(product.dataSource, { token: `token-of-android-${place}` });
    const answer = await send({ schedule_at: new Date(Date.now() + 3_600_000).toISOString() });
    const { campaign_id: id } = answer.body as Accepted;
    // What only the push service finds: its rules change without ours.
    await product.dataSource.query(
      `UPDATE push_campaign SET data = '{"google.secret": "x"}', fan_out_at = now() WHERE id = $1`,
      [id],
    );
    const { state, progress } = await over(id);
    expect(state).toBe('FAILED');
    expect(progress.by_state.SENT).toBe(0);
    expect(progress.total).toBe(3);
    expect(await product.dataSource.query('SELECT FROM device WHERE push_token IS NULL')).toHaveLength(0);
  });

  it('is lost: the message is uncertain and not sent again', async () => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    firebase.faults.set(SEND, { kind: 'reset-after', times: 1 });
    const { state, progress } = await sent();
    expect({ state, by_state: progress.by_state }).toEqual({ state: 'DONE', by_state: counts({ UNCERTAIN: 1 }) });
    expect(firebase.state).toMatchObject({ taken: 1, duplicates: 0 });
  });

  it.each([
    ['a page of a proxy', { kind: 'status', status: 502 }],
    ['garbage', { kind: 'garbage' }],
    ['a cut answer', { kind: 'truncated', framing: 'content-length-mismatch' }],
    ['nothing', { kind: 'empty' }],
  ] as const)('is %s: uncertain', async (_, fault) => {
    await addDevice(product.dataSource, { token: 'token-of-android-1' });
    firebase.faults.set(SEND, { ...fault, times: 1 });
    expect((await sent()).progress.by_state).toEqual(counts({ UNCERTAIN: 1 }));
    expect(firebase.state.duplicates).toBe(0);
  });

  it('is in no log: neither tokens nor texts', async () => {
    // Enough of them went well for the circuit to bear what comes.
    for (let place = 0; place < 20; place += 1)
      await addDevice(product.dataSource, { token: `token-of-android-${place}` });
    await sent();
    for (const condition of ['UNREGISTERED', 'SENDER_ID_MISMATCH', 'UNAVAILABLE'] as const) {
      firebase.state.say(`token-of-${condition}`, condition);
      await addDevice(product.dataSource, { token: `token-of-${condition}` });
    }
    await sent();
    expect(JSON.stringify(product.logs)).not.toContain('token-of-');
    expect(JSON.stringify(product.logs)).not.toContain(message.body);
  });
});

describe('marketing', () => {
  const marketing = { category: 'MARKETING', title: 'Oferta', body: 'Conheça o plano de 1 Giga.' };
  beforeEach(() =>
    product.dataSource.query(
      'ALTER TABLE consent_record DISABLE TRIGGER consent_record_append_only; DELETE FROM consent_record; ALTER TABLE consent_record ENABLE TRIGGER consent_record_append_only',
    ),
  );

  it('goes to those who agreed to it, and to nobody else', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-other', customerId: otherId });
    await addDevice(product.dataSource, { token: 'token-of-a-stranger' });
    await consent('MARKETING_PUSH', true).expect(200);
    const answer = await send(marketing);
    expect((answer.body as Accepted).estimated).toBe(1);
    await over((answer.body as Accepted).campaign_id);
    expect(firebase.state.messages.map(({ target }) => target)).toEqual(['token-of-the-first']);
  });

  it('stops at a consent that was withdrawn meanwhile', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await consent('MARKETING_PUSH', true).expect(200);
    firebase.faults.set(SEND, { kind: 'status', status: 429, retryAfter: 1, times: 1 });
    const answer = await send(marketing);
    await until(() => firebase.journal.count(SEND) > 0);
    await consent('MARKETING_PUSH', false).expect(200);
    const { progress } = await over((answer.body as Accepted).campaign_id);
    expect(progress.reasons).toEqual([{ state: 'SUPPRESSED', reason: 'NO_CONSENT', count: 1 }]);
    expect(firebase.state.taken).toBe(0);
  });

  it('is at most so much a week, on however many devices', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-first-2', customerId: firstId });
    await consent('MARKETING_PUSH', true).expect(200);
    expect((await sent(marketing)).progress.by_state).toEqual(counts({ SENT: 2 }));
    expect((await sent(marketing)).progress.by_state).toEqual(counts({ SENT: 2 }));
    const third = await sent(marketing);
    expect(third.progress.by_state).toEqual(counts({ SUPPRESSED: 2 }));
    expect(third.progress.reasons).toEqual([{ state: 'SUPPRESSED', reason: 'FREQUENCY_CAP', count: 2 }]);
    // What is about the service counts for nothing and is not held back.
    expect((await sent()).progress.by_state).toEqual(counts({ SENT: 2 }));
  });
});

describe('validation', () => {
  const stranger = '00000000-0000-4000-8000-000000000000';
  it.each<[string, object]>([
    ['audience', { audience: {} }],
    ['audience', { audience: { topic: 'x', segment: {} } }],
    ['audience', { audience: { customer_ids: [stranger], contract_ids: ['1'] } }],
    ['audience', { audience: 'all' }],
    ['audience.customer_ids', { audience: { customer_ids: ['1'] } }],
    ['audience.customer_ids', { audience: { customer_ids: [] } }],
    ['audience.customer_ids', { audience: { customer_ids: [stranger, stranger] } }],
    ['audience.contract_ids', { audience: { contract_ids: ['abc'] } }],
    ['audience.topic', { audience: { topic: 'a b' } }],
    ['audience.topic', { audience: { topic: 'x' }, category: 'MARKETING' }],
    ['audience.segment.platforms', { audience: { segment: { platforms: ['web'] } } }],
    ['audience.segment.max_version', { audience: { segment: { min_version: '3.0', max_version: '2.0' } } }],
    ['title', { title: '' }],
    ['title', { title: 'x'.repeat(101) }],
    ['title', { title: 'duas\nlinhas' }],
    ['title', { title: 'Fatura de 111.444.777-35' }],
    ['body', { body: ' ' }],
    ['body', { body: 'Ligue para (22) 99999-8888' }],
    ['body', { body: 'Escreva para maria@example.com' }],
    ['body', { body: 'x'.repeat(1_001) }],
    ['body', { body: 'ç'.repeat(1_000), audience: { topic: 'x' }, data: { a: 'x'.repeat(100) } }],
    ['data', { data: 'x' }],
    ['data', { data: { '1x': 'y' } }],
    ['data', { data: Object.fromEntries(Array.from({ length: 21 }, (_, place) => [`k${place}`, 'x'])) }],
    ['data.from', { data: { from: 'x' } }],
    ['data.gcm.x', { data: { 'gcm.x': 'x' } }],
    ['data.google.x', { data: { 'google.x': 'x' } }],
    ['data.delivery_id', { data: { delivery_id: '1' } }],
    ['data.count', { data: { count: 1 } }],
    ['data.text', { data: { text: 'a\u0000b' } }],
    ['data.cpf_of', { data: { cpf_of: '11144477735' } }],
    ['category', { category: 'OTHER' }],
    ['ttl_seconds', { ttl_seconds: 59 }],
    ['ttl_seconds', { ttl_seconds: 2_419_201 }],
    ['schedule_at', { schedule_at: 'tomorrow' }],
    ['schedule_at', { schedule_at: '2020-01-01T00:00:00-03:00' }],
    ['schedule_at', { schedule_at: '2199-01-01T00:00:00-03:00' }],
    ['deep_link', { deep_link: 'javascript:alert(1)' }],
    ['deep_link', { deep_link: 'https://evil.example/' }],
    ['deep_link', { deep_link: 'http://www.example.com/' }],
    ['deep_link', { deep_link: 'other://x' }],
    ['dry_run', { dry_run: 'yes' }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await send(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const fields = (answer.body as { errors: { field: string }[] }).errors.map((error) => error.field);
    expect(fields.some((name) => name === field || name.startsWith(`${field}.`))).toBe(true);
    expect((await read('').expect(200)).body).toMatchObject({ total: 0 });
  });

  it.each(['https://www.example.com/x', 'provider://messages'])('takes the link %s', async (deep_link) => {
    expect((await send({ deep_link })).status).toBe(202);
  });

  it('adds data and texts up', async () => {
    const data = (size: number) => Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, 'x'.repeat(size)]));
    expect((await send({ data: data(900) })).status).toBe(202);
    expectProblem(await send({ data: data(1_000) }), 400, 'VALIDATION_ERROR');
  });

  it('is for nobody without the role', async () => {
    expectProblem(await send({}, customer), 401, 'UNAUTHENTICATED');
    expectProblem(await send({}, product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await send({}, await service('partners:read')), 403, 'FORBIDDEN');
  });
});

describe('campaigns for administrators', () => {
  it('are listed by state and category, in any order, by pages', async () => {
    const later = (hours: number) => ({ schedule_at: new Date(Date.now() + hours * 3_600_000).toISOString() });
    await send({ ...later(2), title: 'A' }).expect(202);
    await send({ ...later(1), title: 'B', category: 'MARKETING' }).expect(202);
    await sent({ title: 'C' });
    const titles = async (query: string) =>
      ((await read(query).expect(200)).body as { items: { title: string }[] }).items.map(({ title }) => title);
    expect(await titles('')).toEqual(['C', 'B', 'A']);
    expect(await titles('?sort=createdAt')).toEqual(['A', 'B', 'C']);
    expect(await titles('?sort=startsAt')).toEqual(['C', 'B', 'A']);
    expect(await titles('?state=SCHEDULED&sort=-startsAt')).toEqual(['A', 'B']);
    expect(await titles('?category=MARKETING')).toEqual(['B']);
    const { body } = await read('?page=2&pageSize=2').expect(200);
    expect(body).toMatchObject({ page: 2, page_size: 2, total: 3, next: null, items: [{ title: 'A' }] });
    expect((await read('?state=FAILED').expect(200)).body).toMatchObject({ items: [], total: 0, next: null });
    for (const query of ['?state=x', '?category=x', '?sort=title', '?page=0', '?pageSize=101']) {
      expectProblem(await read(query), 400, 'VALIDATION_ERROR');
    }
  });

  it('show whom they are for without naming anybody', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    const { id } = await sent({ audience: { customer_ids: [firstId] } });
    const { body } = await read(`/${id}`).expect(200);
    expect(body).toMatchObject({
      campaign_id: id,
      audience: { kind: 'CUSTOMERS', customers_count: 1, topic: null, segment: null },
      created_by: { kind: 'admin', id: expect.any(String) },
      progress: { fanned_out: true, total: 1, opened: 0, messages_per_second: expect.any(Number) },
    });
    expect(JSON.stringify(body)).not.toContain(firstId);
  });

  it('list deliveries without tokens', async () => {
    const device = await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'sandbox-unregistered-1', platform: 'ios' });
    const { id } = await sent();
    const all = await read(`/${id}/deliveries`).expect(200);
    expect(all.body).toMatchObject({ total: 2, page: 1, next: null });
    expect(JSON.stringify(all.body)).not.toContain('token-of');
    const one = await read(`/${id}/deliveries?state=SENT`).expect(200);
    expect((one.body as { items: object[] }).items).toEqual([
      {
        delivery_id: expect.any(String),
        device_id: device,
        customer_id: firstId,
        platform: 'android',
        state: 'SENT',
        reason: null,
        attempts: 1,
        run_at: expect.any(String),
        finished_at: expect.any(String),
        opened_at: null,
      },
    ]);
    expectProblem(await read(`/${id}/deliveries?state=x`), 400, 'VALIDATION_ERROR');
  });

  it('are cancelled before and while they run, once, with one audit entry', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first' });
    const answer = await send({ schedule_at: new Date(Date.now() + 3_600_000).toISOString() });
    const { campaign_id: id } = answer.body as Accepted;
    const cancel = () => product.http().post(`/app/v1/admin/push-campaigns/${id}/cancel`).set(admin);
    const [one, two] = await Promise.all([cancel(), cancel()]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body).toMatchObject({ state: 'CANCELLED' });
    expect((await over(id)).progress.total).toBe(0);
    const entries = await product.dataSource.query(
      `SELECT action, before->>'state' AS before, after->>'state' AS after FROM audit_entry WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(entries).toEqual([
      { action: 'push-campaign.created', before: null, after: 'SCHEDULED' },
      { action: 'push-campaign.cancelled', before: 'SCHEDULED', after: 'CANCELLED' },
    ]);

    for (let place = 0; place < 30; place += 1)
      await addDevice(product.dataSource, { token: `token-of-android-${place}` });
    firebase.faults.set(SEND, { kind: 'status', status: 429, retryAfter: 600 });
    const running = ((await send()).body as Accepted).campaign_id;
    await until(() => firebase.journal.count(SEND) > 0);
    await product.http().post(`/app/v1/admin/push-campaigns/${running}/cancel`).set(admin).expect(200);
    const { state, progress } = await over(running);
    expect({ state, by_state: progress.by_state }).toEqual({ state: 'CANCELLED', by_state: counts({ CANCELLED: 31 }) });
  });

  it('that are over stay what they are', async () => {
    const { id } = await sent();
    expectProblem(
      await product.http().post(`/app/v1/admin/push-campaigns/${id}/cancel`).set(admin),
      409,
      'PUSH_CAMPAIGN_OVER',
    );
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'x'])('are not found as %s', async (id) => {
    expectProblem(await read(`/${id}`), 404, 'NOT_FOUND');
    expectProblem(await read(`/${id}/deliveries`), 404, 'NOT_FOUND');
    expectProblem(await product.http().post(`/app/v1/admin/push-campaigns/${id}/cancel`).set(admin), 404, 'NOT_FOUND');
  });
});

describe('a notice to one customer', () => {
  const notice = {
    title: 'Técnico a caminho',
    body: 'Seu técnico chega em breve.',
    category: 'TRANSACTIONAL',
    dedupeKey: 'visit.1',
  } as const;
  const enqueue = (given: object = {}) =>
    product.dataSource.transaction((manager) =>
      product.app.get(CustomerPush).enqueue(manager, { ...notice, customerId: firstId, ...given }),
    );

  it('reaches each of their devices, once for what happened', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-first-2', customerId: firstId });
    await addDevice(product.dataSource, { token: 'token-of-the-other', customerId: otherId });
    expect(await Promise.all([enqueue(), enqueue()])).toEqual(expect.arrayContaining([true, false]));
    await until(() => firebase.state.taken === 2);
    expect(await enqueue()).toBe(false);
    expect(firebase.state.messages.map(({ target }) => target).sort()).toEqual([
      'token-of-the-first',
      'token-of-the-first-2',
    ]);
  });

  it('does not exist when its transaction is undone', async () => {
    await expect(
      product.dataSource.transaction(async (manager) => {
        await product.app.get(CustomerPush).enqueue(manager, { ...notice, customerId: firstId });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await enqueue()).toBe(true);
  });

  it('shows no personal data, and is cut to what fits', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await enqueue({ body: 'Fatura de 111.444.777-35', title: `${'muito '.repeat(30)}longo` });
    await until(() => firebase.state.taken === 1);
    const { notification } = firebase.state.messages[0]!.message as { notification: { title: string; body: string } };
    expect(notification.body).not.toContain('111');
    expect(notification.title).toHaveLength(100);
  });

  it.each([
    ['a link elsewhere', { deepLink: 'https://evil.example' }],
    ['a reserved name', { data: { from: 'x' } }],
    ['no key', { dedupeKey: '' }],
    ['too much', { data: { a: 'x'.repeat(5_000) } }],
  ])('is refused with %s', async (_, given) => {
    await expect(enqueue(given)).rejects.toThrow(TypeError);
  });

  it('goes before campaigns, and is exported and erased with its customer', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    await enqueue();
    await until(() => firebase.state.taken === 1);
    const { body } = await product.http().get('/app/v1/customers/privacy/export').set(customer);
    expect(JSON.stringify(body)).toContain(notice.title);
    expect(JSON.stringify(body)).not.toContain(notice.dedupeKey);
  });
});

describe('a delivery that was opened', () => {
  const tap = (deliveryId: unknown, headers: Caller = customer) =>
    product
      .http()
      .post('/app/v1/events/firebase')
      .set(headers)
      .send({
        events: [
          { name: 'notification_open', params: { delivery_id: deliveryId }, occurred_at: '2026-11-21T10:00:00-03:00' },
        ],
      })
      .expect(202);
  const opened = async (id: string) =>
    ((await read(`/${id}`).expect(200)).body as { progress: { opened: number } }).progress.opened;

  it('counts once, and only for whom it was', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first', customerId: firstId });
    const { id } = await sent();
    const { delivery_id: deliveryId } = firebase.state.messages[0]!.message['data'] as { delivery_id: string };
    const other = await product.loginCustomer(OTHER_CUSTOMER);
    for (const [wrong, headers] of [
      [deliveryId, other],
      [deliveryId, product.channel],
      ['0', customer],
      ['x', customer],
      [null, customer],
      ['999999999999999999', customer],
    ] as const) {
      await tap(wrong, headers);
    }
    expect(await opened(id)).toBe(0);
    await tap(deliveryId);
    await tap(deliveryId);
    expect(await opened(id)).toBe(1);
  });
});

describe('old deliveries', () => {
  it('are deleted, and campaigns keep their totals', async () => {
    await addDevice(product.dataSource, { token: 'token-of-the-first' });
    const { id } = await sent();
    await product.dataSource.query(`UPDATE push_delivery SET finished_at = now() - interval '200 days'`);
    const job = product.app.get(JobRegistry).get('push-deliveries.purge');
    const result = await job?.run({
      signal: new AbortController().signal,
      scheduledFor: new Date(),
      attempt: 1,
      manual: true,
      finishWith: () => Promise.reject(new Error('not used')),
    });
    expect(result).toMatchObject({ deliveries: 1 });
    expect(((await read(`/${id}`)).body as Detail).progress.by_state).toEqual(counts({ SENT: 1 }));
  });
});

it('a sender that died leaves its deliveries uncertain', async () => {
  const device = await addDevice(product.dataSource, { token: 'token-of-the-first' });
  const answer = await send({ schedule_at: new Date(Date.now() + 3_600_000).toISOString() });
  const { campaign_id: id } = answer.body as Accepted;
  await product.dataSource.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO push_delivery (campaign_id, device_id, priority, state, run_at, expires_at, attempts, holder, leased_until)
       VALUES ($1, $2, 1, 'SENDING', now(), now() + interval '1 hour', 1, gen_random_uuid(), now())`,
      [id, device],
    );
    await manager.query(
      `UPDATE push_campaign SET state = 'RUNNING', started_at = now(), fanned_out_at = now() WHERE id = $1`,
      [id],
    );
  });
  const { state, progress } = await over(id);
  expect({ state, by_state: progress.by_state }).toEqual({ state: 'DONE', by_state: counts({ UNCERTAIN: 1 }) });
  expect(firebase.state.taken).toBe(0);
});

describe('in quiet hours, and without a push service', () => {
  let quiet: TestApplication;
  beforeAll(async () => {
    const hour = Number(new Date(Date.now() - 3 * 3_600_000).toISOString().slice(11, 13));
    quiet = await startTestApplication({
      PUSH_QUIET_HOURS: `${hour}-${(hour + 2) % 24}`,
      PUSH_MESSAGES_PER_SECOND: '9000',
    });
  });
  afterAll(() => quiet.close());

  it('marketing waits, at whatever point it is, and the rest is said to go nowhere', async () => {
    const headers = await quiet.loginAdmin();
    const customerHeaders = await quiet.loginCustomer();
    const [account] = await quiet.dataSource.query<{ id: string }[]>(
      'SELECT id FROM customer_account WHERE document = $1',
      [FIRST_CUSTOMER.document],
    );
    await quiet
      .http()
      .put('/app/v1/customers/consents')
      .set(customerHeaders)
      .send({ consents: [{ purpose: 'MARKETING_PUSH', granted: true, version: '1' }] })
      .expect(200);
    await addDevice(quiet.dataSource, { token: 'token-of-the-first', customerId: account!.id });
    const post = (category: string) =>
      quiet
        .http()
        .post('/app/v1/push-notifications')
        .set(headers)
        .send({ ...message, category });

    const marketing = (await post('MARKETING').expect(202)).body as Accepted & { starts_at: string };
    expect(Date.parse(marketing.starts_at)).toBeGreaterThan(Date.now());
    // Its time was set back behind our back: the hour is looked at again.
    await quiet.dataSource.query('UPDATE push_campaign SET fan_out_at = now() WHERE id = $1', [marketing.campaign_id]);
    await until(async () => {
      const rows = await quiet.dataSource.query(
        'SELECT FROM push_campaign WHERE fan_out_at > now() AND fan_out_at = starts_at',
      );
      return (rows as object[]).length === 1;
    });
    // The hour came while it was running.
    await quiet.dataSource.query(
      `UPDATE push_campaign SET state = 'RUNNING', started_at = now(), fanned_out_at = now() WHERE id = $1`,
      [marketing.campaign_id],
    );
    await quiet.dataSource.query(
      `INSERT INTO push_delivery (campaign_id, device_id, customer_id, priority, run_at, expires_at)
       SELECT $1, id, customer_id, 2, now(), now() + interval '1 hour' FROM device`,
      [marketing.campaign_id],
    );
    await quiet.dataSource.transaction((manager) =>
      quiet.app.get(CustomerPush).enqueue(manager, {
        customerId: account!.id,
        title: 'Oferta',
        body: 'Conheça o plano de 1 Giga.',
        category: 'MARKETING',
        dedupeKey: 'offer.1',
      }),
    );
    const waiting = () =>
      quiet.dataSource.query<object[]>(
        `SELECT reason, attempts FROM push_delivery
          WHERE state = 'QUEUED' AND run_at > now() AND expires_at > run_at ORDER BY id`,
      );
    await until(async () => (await waiting()).length === 2);
    expect(await waiting()).toEqual([
      { reason: 'QUIET_HOURS', attempts: 0 },
      { reason: null, attempts: 0 },
    ]);

    const service = (await post('TRANSACTIONAL').expect(202)).body as Accepted;
    await until(async () => {
      const rows = await quiet.dataSource.query(
        `SELECT FROM push_delivery WHERE campaign_id = $1 AND state = 'SUPPRESSED' AND reason = 'NO_PUSH_SERVICE'`,
        [service.campaign_id],
      );
      return (rows as object[]).length === 1;
    });
    // Two applications of one process share what they log outside of requests.
    const logged = JSON.stringify([...product.logs, ...quiet.logs]);
    expect(logged).toContain('no push service is configured');
    expect(logged).not.toContain('token-of-the-first');
  });
});
