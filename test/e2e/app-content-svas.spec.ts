import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = '899059';

let product: TestApplication;
let admin: Caller;
let me: Caller;
let routes: RecordRoutes;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  await product.http().get('/app/v1/customers/contracts').set(me).expect(200);
  routes = new RecordRoutes(product, admin, '/app/v1/admin/svas');
});
afterAll(() => product.close());

let made = 0;
const wanted = (fields: object = {}): object => ({
  id: `service-${(made += 1)}`,
  name: 'Serviço',
  description: 'Um serviço a mais.',
  provider: 'PLAYHUB',
  resource: 'WATCH_TV',
  activation_url: 'https://www.example.com/ativar',
  price_cents: 1490,
  erp_service_id: '214',
  ...fields,
});
const offered = async (): Promise<string[]> =>
  (
    (await product.http().get('/app/v1/svas').query({ contractId: CONTRACT }).set(me).expect(200)).body as {
      items: { id: string }[];
    }
  ).items.map(({ id }) => id);
/** As if a customer had wanted the service. */
const activate = (svaId: string, state: 'done' | 'sending') =>
  product.dataSource.query(
    `INSERT INTO sva_activation (customer_id, contract_id, sva_id, state, accepted_price_cents, consent_address, settled_at)
     SELECT id, $2, $1, $3, 1490, '127.0.0.1', CASE WHEN $3 = 'done' THEN now() END FROM customer_account`,
    [svaId, CONTRACT, state],
  );

itKeepsRecords(() => routes, 'sva', {
  first: wanted({ id: 'kept', logo_url: 'https://www.example.com/logo.png', position: 3 }),
  second: wanted({ price_cents: 0, erp_service_id: null, active: false }),
  shown: {
    id: 'kept',
    name: 'Serviço',
    description: 'Um serviço a mais.',
    logo_url: 'https://www.example.com/logo.png',
    provider: 'PLAYHUB',
    resource: 'WATCH_TV',
    activation_url: 'https://www.example.com/ativar',
    included: false,
    price_cents: 1490,
    price_formatted: expect.stringMatching(/^R\$\s14,90$/),
    erp_service_id: '214',
    position: 3,
    active: true,
  },
});

it('offers what is active, and no longer what is not', async () => {
  const { id } = await routes.created(wanted());
  expect(await offered()).toContain(id);
  await routes.replace(id, wanted({ active: false })).expect(200);
  expect(await offered()).not.toContain(id);
  expect(await routes.idsOf({ active: 'false' })).toEqual([id]);
  await routes.remove(id).expect(204);
});

it('has one service of an id, which a creation never overwrites', async () => {
  const { id } = await routes.created(wanted({ id: 'taken', name: 'O primeiro' }));
  expectProblem(await routes.create(wanted({ id: 'taken', name: 'O segundo' })), 409, 'DUPLICATE');
  expect((await routes.read(id).expect(200)).body).toMatchObject({ name: 'O primeiro' });
  const answers = await Promise.all(Array.from({ length: 6 }, () => routes.create(wanted({ id: 'raced' }))));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  for (const made of [id, 'raced']) await routes.remove(made).expect(204);
});

it('keeps a service that customers have, and lets it be deactivated', async () => {
  const { id } = await routes.created(wanted());
  await activate(id, 'done');
  expectProblem(await routes.remove(id), 409, 'SVA_IN_USE');
  await routes.replace(id, wanted({ active: false, resource: 'ANOTHER' })).expect(200);
  expect(await offered()).not.toContain(id);
  await product.dataSource.query('DELETE FROM sva_activation WHERE sva_id = $1', [id]);
  await product.dataSource.query(
    `INSERT INTO sva_activation_link (customer_id, contract_id, sva_id, expires_at)
     SELECT id, $2, $1, now() FROM customer_account`,
    [id, CONTRACT],
  );
  expectProblem(await routes.remove(id), 409, 'SVA_IN_USE');
  await product.dataSource.query('DELETE FROM sva_activation_link WHERE sva_id = $1', [id]);
  await routes.remove(id).expect(204);
});

it('keeps what a provider calls a service while a charge is not confirmed', async () => {
  const { id } = await routes.created(wanted());
  await activate(id, 'sending');
  expectProblem(await routes.replace(id, wanted({ resource: 'ANOTHER' })), 409, 'SVA_IN_USE');
  expectProblem(await routes.replace(id, wanted({ provider: 'NEO' })), 409, 'SVA_IN_USE');
  await routes.replace(id, wanted({ name: 'Outro nome', price_cents: 1590 })).expect(200);
});

it('is filtered by provider', async () => {
  const { id } = await routes.created(wanted({ provider: 'NEO' }));
  const found = await routes.idsOf({ provider: 'NEO' });
  expect(found).toContain(id);
  expect(found).not.toContain('watch-tv');
  expectProblem(await routes.list({ provider: 'NETFLIX' }), 400, 'VALIDATION_ERROR');
  expectProblem(await routes.list({ active: 'no' }), 400, 'VALIDATION_ERROR');
  await routes.remove(id).expect(204);
});

describe('a request', () => {
  it.each([
    ['id', { id: 'Watch TV' }],
    ['id', { id: undefined }],
    ['name', { name: '' }],
    ['description', { description: 'x'.repeat(501) }],
    ['logo_url', { logo_url: 'https://elsewhere.test/logo.png' }],
    ['provider', { provider: 'NETFLIX' }],
    ['resource', { resource: 'a\nb' }],
    ['activation_url', { activation_url: 'http://www.example.com/' }],
    ['price_cents', { price_cents: 14.9 }],
    ['price_cents', { price_cents: -1 }],
    ['erp_service_id', { erp_service_id: null }],
    ['erp_service_id', { price_cents: 0 }],
    ['erp_service_id', { erp_service_id: 'x' }],
    ['active', { active: 'yes' }],
  ])('with a wrong %s is refused', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
