import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const NEO = 'webservice-cliente.neo-gateway.authenticate';
const NEO_AUTHORISE = 'webservice-cliente.neo-gateway.authorise';

let product: TestApplication;
let partner: Caller;
let unscoped: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '1500' });
  const token = async (scope: string): Promise<Caller> => {
    const { body } = await product
      .http()
      .post('/app/v1/app-settings/oauth/token')
      .set(product.channel)
      .send({
        grant_type: 'client_credentials',
        client_id: 'demo-service',
        client_secret: 'demo-service-secret',
        scope,
      })
      .expect(200);
    return { ...product.channel, authorization: `Bearer ${String(Reflect.get(body as object, 'access_token'))}` };
  };
  partner = await token('partners:read');
  unscoped = await token('push:write');
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const basic = (user: string, password: string): Caller => ({
  'x-subscriber-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
const authenticate = (name: string, caller: Caller, login: Caller = {}) =>
  product
    .http()
    .get(`/app/v1/partners/${name}/authentication`)
    .set({ ...caller, ...login });
const authorise = (name: string, query: object, caller: Caller = partner) =>
  product.http().get(`/app/v1/partners/${name}/authorization`).query(query).set(caller);
const FIRST = basic(FIRST_CUSTOMER.document, FIRST_CUSTOMER.password);

describe.each(['neo', 'bittrainers'])('%s', (name) => {
  it('knows a customer by their own login, and what they may use', async () => {
    const answer = await authenticate(name, partner, FIRST).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({ access: true, subscriber_id: expect.stringMatching(/.+/) });
    const subscriberId = String(Reflect.get(answer.body as object, 'subscriber_id'));
    const granted = await authorise(name, { subscriberId, resourceId: 'urn:tve:canal' }).expect(200);
    expect(granted.body).toEqual({ access: true });
  });

  it('is told no for a wrong password, and for somebody nobody knows', async () => {
    const denied = { access: false, subscriber_id: null };
    expect((await authenticate(name, partner, basic(OTHER_CUSTOMER.document, 'wrong')).expect(200)).body).toEqual(
      denied,
    );
    expect((await authenticate(name, partner, basic('39053344705', 'x')).expect(200)).body).toEqual(denied);
  });

  it('is told no for a customer whose contract is suspended', async () => {
    const { body } = await authenticate(name, partner, basic(OTHER_CUSTOMER.document, OTHER_CUSTOMER.password));
    const subscriberId = String(Reflect.get(body as object, 'subscriber_id'));
    expect((await authorise(name, { subscriberId, resourceId: 'r' }).expect(200)).body).toEqual({ access: false });
  });

  it.each([
    ['no login', {}],
    ['a login that is not Basic', { 'x-subscriber-authorization': 'Bearer x' }],
    ['a login without password', basic('11144477735', '')],
  ])('is refused %s', async (_, login) => {
    expectProblem(await authenticate(name, partner, login), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['no subscriber', { resourceId: 'r' }, 'subscriberId'],
    ['no resource', { subscriberId: '1' }, 'resourceId'],
  ])('is refused %s', async (_, query, field) => {
    const answer = await authorise(name, query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  });

  it('is for services with the scope only', async () => {
    expectProblem(await authenticate(name, product.channel, FIRST), 401, 'UNAUTHENTICATED');
    expectProblem(await authenticate(name, await product.loginCustomer(), FIRST), 401, 'UNAUTHENTICATED');
    expectProblem(await authenticate(name, unscoped, FIRST), 403, 'FORBIDDEN');
    expectProblem(await authorise(name, { subscriberId: '1', resourceId: 'r' }, unscoped), 403, 'FORBIDDEN');
    expect(product.erp.journal.calls().filter(({ path }) => path.includes('authenticat'))).toEqual([]);
  });
});

it('passes on what NEO says of the request', async () => {
  await authorise(
    'neo',
    { subscriberId: '81593', resourceId: 'r', countryCode: 'BR', actionId: 'VIEW' },
    { ...partner, 'x-subscriber-address': '203.0.113.9' },
  ).expect(200);
  const { searchParams } = new URL(product.erp.journal.calls(NEO_AUTHORISE)[0]?.path ?? '', 'http://erp');
  expect(Object.fromEntries(searchParams)).toEqual({
    subscriber_id: '81593',
    resource_id: 'r',
    country_code: 'BR',
    action_id: 'VIEW',
    ip_address: '203.0.113.9',
  });
});

it('answers problems while the ERP fails: nobody is let in or kept out by mistake', async () => {
  product.erp.faults.set(NEO, { kind: 'hang' });
  expectProblem(await authenticate('neo', partner, FIRST), 504, 'UPSTREAM_TIMEOUT');
  product.erp.faults.set(NEO, { kind: 'html' });
  expectProblem(await authenticate('neo', partner, FIRST), 502, 'UPSTREAM_BAD_RESPONSE');
  product.erp.faults.set(NEO_AUTHORISE, { kind: 'status', status: 503 });
  expectProblem(await authorise('neo', { subscriberId: '81593', resourceId: 'r' }), 503, 'UPSTREAM_UNAVAILABLE');
});

it('lets a password be tried ten times in five minutes, however the document is written', async () => {
  const written = ['390.533.447-05', '39053344705'];
  const answers = [];
  for (let tried = 0; tried < 9; tried += 1) {
    answers.push((await authenticate('neo', partner, basic(written[tried % 2] ?? '', `guess-${tried}`))).status);
  }
  expect(answers.at(-1)).toBe(429);
  expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
});

it('keeps no password in the log', async () => {
  await authenticate('neo', partner, basic(FIRST_CUSTOMER.document, FIRST_CUSTOMER.password));
  expect(JSON.stringify(product.logs)).not.toMatch(/demo-1234|11144477735/);
});
