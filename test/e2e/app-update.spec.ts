import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RetiredVersions } from '../../src/modules/app-settings/retired-versions.service.js';
import {
  ADMIN,
  type Caller,
  FIRST_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
let admin: Caller;
let customer: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  admin = await product.loginAdmin();
  customer = await product.loginCustomer();
});
afterAll(() => product.close());

const OLD = { 'x-app-platform': 'android', 'x-app-version': '2.9.9' };
const POLICY = {
  platform: 'android',
  latest: '3.6.0',
  minimum_supported: '3.0.0',
  recommended: '3.5.0',
  store_url: 'https://play.google.com/store/apps/details?id=com.example.provider',
};
const put = (body: object, caller = admin) => product.http().put('/app/v1/app-settings/version').set(caller).send(body);
const contractsAs = (headers: object) =>
  product
    .http()
    .get('/app/v1/customers/contracts')
    .set({ ...customer, ...headers });
const forgetPolicies = () =>
  (['ios', 'android'] as const).forEach((each) => product.app.get(RetiredVersions).forget(each));

describe('retired versions of the app', () => {
  it('are told to update, before anything is done', async () => {
    product.erp.journal.clear();
    const answer = await contractsAs(OLD);
    expectProblem(answer, 426, 'APP_UPDATE_REQUIRED');
    expect(answer.body).toMatchObject({ minimum_supported: '3.0.0', store_url: POLICY.store_url });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are told so of no known token too', async () => {
    const answer = await product
      .http()
      .get('/app/v1/customers/contracts')
      .set({ ...product.channel, ...OLD });
    expectProblem(answer, 426, 'APP_UPDATE_REQUIRED');
  });

  it.each([
    ['the minimum itself', { 'x-app-platform': 'android', 'x-app-version': '3.0' }],
    ['a later version', { 'x-app-platform': 'ios', 'x-app-version': '3.10.0+5' }],
    ['no version', { 'x-app-platform': 'ios' }],
    ['no platform', { 'x-app-version': '0.1' }],
    ['neither', {}],
    ['another platform', { 'x-app-platform': 'web', 'x-app-version': '0.1' }],
    ['a version that is none', { 'x-app-platform': 'ios', 'x-app-version': 'nightly' }],
  ])('%s is let through', async (_what, headers) => {
    expect((await contractsAs(headers)).status).toBe(200);
  });

  it('may go on paying, and see health and the version check', async () => {
    const screen = await product
      .http()
      .get('/app/v1/interface/invoices')
      .set({ ...customer, ...OLD });
    expect(screen.status).toBe(200);
    const [bill] = await product.dataSource.query<{ resource_id: string }[]>(
      "SELECT resource_id FROM owned_resource WHERE kind = 'customer-bill' LIMIT 1",
    );
    const answers = await Promise.all([
      product
        .http()
        .get(`/app/v1/customers/invoices/${bill!.resource_id}/pdf`)
        .set({ ...customer, ...OLD }),
      product
        .http()
        .post('/app/v1/customers/quick-invoice')
        .set({ ...product.channel, ...OLD })
        .send({ document: FIRST_CUSTOMER.document }),
      product.http().get('/app/v1/healthcheck').set(OLD),
      product
        .http()
        .get('/app/v1/app-settings/version/check?platform=android&version=2.9.9')
        .set({ ...product.channel, ...OLD }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('a retired app', () => {
  const old = (path: string, body: object) =>
    product
      .http()
      .post(`/app/v1/customers/${path}`)
      .set({ ...product.channel, ...OLD })
      .send(body);

  it('may log in, stay logged in, and leave: paying needs that', async () => {
    const { body } = await old('auth', FIRST_CUSTOMER).expect(200);
    const { access_token: access, refresh_token: refresh } = body as Record<string, string>;
    const caller = { ...product.channel, ...OLD, authorization: `Bearer ${access}` };
    await product.http().get('/app/v1/interface/invoices').set(caller).expect(200);
    expectProblem(await product.http().get('/app/v1/customers/contracts').set(caller), 426, 'APP_UPDATE_REQUIRED');
    await old('auth/refresh', { refresh_token: refresh }).expect(200);
    await product.http().post('/app/v1/customers/auth/logout').set(caller).expect(204);
  });

  it('may prove who its customer is, and get back in', async () => {
    const { document } = FIRST_CUSTOMER;
    await old('verify', { document }).expect(200);
    await old('auth/token/generate', { document, purpose: 'FIRST_ACCESS' }).expect(202);
    await old('password/recovery', { document }).expect(202);
    expectProblem(await old('auth/token/verify', {}), 400, 'VALIDATION_ERROR');
    expectProblem(await old('login', {}), 400, 'VALIDATION_ERROR');
  });
});

describe('setting the policy of app versions', () => {
  afterEach(async () => {
    await put(POLICY).expect(200);
  });

  it('holds at once on the instance that took it', async () => {
    await contractsAs({ 'x-app-platform': 'android', 'x-app-version': '3.1.0' }).expect(200);
    const answer = await put({ ...POLICY, minimum_supported: '3.2', recommended: '3.5', release_notes: 'Novidades.' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...POLICY,
      id: expect.any(String),
      minimum_supported: '3.2',
      recommended: '3.5',
      release_notes: 'Novidades.',
      effective_at: expect.stringMatching(/-03:00$/),
      created_by: expect.any(String),
      created_at: expect.any(String),
    });
    expectProblem(
      await contractsAs({ 'x-app-platform': 'android', 'x-app-version': '3.1.0' }),
      426,
      'APP_UPDATE_REQUIRED',
    );
    const check = await product
      .http()
      .get('/app/v1/app-settings/version/check?platform=android&version=3.1.0')
      .set(product.channel);
    expect(check.body).toMatchObject({ update: 'REQUIRED', minimum_supported: '3.2' });
  });

  it('can be put off, and gives way to a later decision', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await put({ ...POLICY, latest: '9.0', recommended: '9.0', minimum_supported: '9.0', effective_at: later }).expect(
      200,
    );
    await contractsAs({ 'x-app-platform': 'android', 'x-app-version': '3.1.0' }).expect(200);
    await product.dataSource.query("UPDATE app_version SET effective_at = now() WHERE latest = '9.0'");
    forgetPolicies();
    expectProblem(
      await contractsAs({ 'x-app-platform': 'android', 'x-app-version': '3.1.0' }),
      426,
      'APP_UPDATE_REQUIRED',
    );
    await put({ ...POLICY, latest: '9.1', effective_at: later }).expect(200);
    await put({ ...POLICY, latest: '3.7' }).expect(200);
    const kept = await product.dataSource.query("SELECT latest FROM app_version WHERE latest = '9.1'");
    expect(kept).toEqual([]);
  });

  it('keeps its history, and who changed it', async () => {
    await put({ ...POLICY, latest: '4.0' }).expect(200);
    const list = await product.http().get('/app/v1/admin/app-versions?platform=android&pageSize=1').set(admin);
    expect(list.status).toBe(200);
    expect(list.body).toMatchObject({
      items: [{ latest: '4.0', platform: 'android' }],
      page: 1,
      page_size: 1,
      next: 2,
    });
    const both = await product.http().get('/app/v1/admin/app-versions').set(admin);
    expect((both.body as { items: { platform: string }[] }).items.map(({ platform }) => platform)).toContain('ios');
    const [entry] = await product.dataSource.query<{ before: object; after: object }[]>(
      "SELECT before, after FROM audit_entry WHERE action = 'app-version.set' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toMatchObject({ before: { latest: expect.any(String) }, after: { latest: '4.0' } });
  });

  it.each([
    ['a minimum above the recommended', { minimum_supported: '3.5.1' }],
    ['a minimum above the latest', { minimum_supported: '4.0', recommended: '4.0' }],
    ['a recommended above the latest', { recommended: '3.10' }],
  ])('refuses %s', async (_what, fields) => {
    expectProblem(await put({ ...POLICY, ...fields }), 422, 'REFUSED');
  });

  it.each([
    ['platform', { platform: 'web' }],
    ['latest', { latest: 'new' }],
    ['minimum_supported', { minimum_supported: undefined }],
    ['recommended', { recommended: '1.2.3.4.5' }],
    ['store_url', { store_url: 'http://example.com/app' }],
    ['release_notes', { release_notes: 'a\0b' }],
    ['effective_at', { effective_at: 'tomorrow' }],
  ])('refuses a wrong %s', async (field, fields) => {
    const answer = await put({ ...POLICY, ...fields });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('is for administrators with the role', async () => {
    expectProblem(await put(POLICY, customer), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{}'");
    const roleless = await product.loginAdmin();
    await product.dataSource.query("UPDATE admin_user SET roles = '{app-settings:write}' WHERE email = $1", [
      ADMIN.username,
    ]);
    expectProblem(await put(POLICY, roleless), 403, 'FORBIDDEN');
  });
});

describe('a database that does not answer', () => {
  it('retires nobody anew', async () => {
    forgetPolicies();
    await product.dataSource.query('ALTER TABLE app_version RENAME TO app_version_away');
    try {
      const answer = await product
        .http()
        .get('/app/v1/customers/contracts')
        .set({ ...customer, ...OLD });
      expect(answer.status).toBe(200);
    } finally {
      await product.dataSource.query('ALTER TABLE app_version_away RENAME TO app_version');
    }
  });
});
