import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';
import { until } from '../support/until.js';

const INSTANCE = 'c1f7d0e2a9b84c55a0b1c2d3e4f50617';
const AT = '2026-11-20T10:00:00-03:00';

let analytics: ScriptedUpstream;
let product: TestApplication;
let customer: Caller;
beforeAll(async () => {
  analytics = await ScriptedUpstream.start();
  product = await startTestApplication({
    GA4_URL: analytics.url,
    GA4_ANDROID_APP_ID: '1:42:android:abc',
    GA4_ANDROID_API_SECRET: 's3cret',
  });
  customer = { ...(await product.loginCustomer()), 'x-app-platform': 'Android' };
}, 60_000);
afterAll(async () => {
  await product.close();
  await analytics.close();
});

const consent = (granted: boolean) =>
  product
    .http()
    .put('/app/v1/customers/consents')
    .set(customer)
    .send({ consents: [{ purpose: 'USAGE_ANALYTICS', version: '1', granted }] })
    .expect(200);
const report = (fields: object = {}, caller: Caller = customer) =>
  product
    .http()
    .post('/app/v1/events/firebase')
    .set(caller)
    .send({
      app_instance_id: INSTANCE,
      events: [
        { name: 'screen_view', params: { screen_name: 'HOME', first: true, from: null, count: 2 }, occurred_at: AT },
      ],
      ...fields,
    })
    .expect(202);
const items = async (): Promise<{ state: string; attempts: number }[]> =>
  product.dataSource.query(`SELECT state, attempts FROM work_item WHERE topic = 'app-events.forward'`);
const settled = () => until(async () => (await items()).every(({ state }) => state === 'done' || state === 'dead'));

beforeEach(() => product.dataSource.query(`DELETE FROM work_item WHERE topic = 'app-events.forward'`));
afterEach(() => analytics.reset());

describe('events of a customer who agreed to be counted', () => {
  beforeEach(() => consent(true));

  it('are handed on to the stream of the system, as the protocol takes them', async () => {
    analytics.says({ status: 204 });
    await report();
    await settled();
    const [request, ...others] = analytics.settle();
    expect(others).toEqual([]);
    expect({ method: request?.method, path: request?.path }).toEqual({
      method: 'POST',
      path: '/mp/collect?firebase_app_id=1%3A42%3Aandroid%3Aabc&api_secret=s3cret',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      app_instance_id: INSTANCE,
      events: [
        {
          name: 'screen_view',
          timestamp_micros: Date.parse(AT) * 1_000,
          params: { screen_name: 'HOME', first: 1, count: 2 },
        },
      ],
    });
    expect(await items()).toEqual([{ state: 'done', attempts: 1 }]);
  });

  it('are counted once when the answer is lost', async () => {
    analytics.says({ status: 200, body: 'x', end: 'cut' });
    await report();
    await settled();
    expect(analytics.settle()).toHaveLength(1);
    expect(await items()).toEqual([{ state: 'done', attempts: 1 }]);
  });

  it.each([
    ['no installation is named', { app_instance_id: undefined }, {}],
    ['the id is none of Firebase’s', { app_instance_id: 'instance-aaaa' }, {}],
    ['there is no stream of the system', {}, { 'x-app-platform': 'ios' }],
  ])('stay here when %s', async (_, fields, headers) => {
    await report(fields, { ...customer, ...headers });
    expect(await items()).toEqual([]);
  });
});

it('keeps events of whoever has not agreed, or no longer, to itself', async () => {
  await report({}, { ...product.channel, 'x-app-platform': 'android' });
  await consent(false);
  await report();
  expect(await items()).toEqual([]);
});
