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
  routes = new RecordRoutes(product, admin, '/app/v1/admin/plan-offers');
});
afterAll(() => product.close());

let made = 0;
const wanted = (fields: object = {}): object => ({ plan: `Plano ${(made += 1)}`, ...fields });
const planOf = (contractId: string) =>
  product.http().get(`/app/v1/customers/contracts/${contractId}/plan`).set(me).expect(200);

itKeepsRecords(() => routes, 'plan-offer', {
  first: wanted({
    plan: 'Conexão  1 Giga',
    download_mbps: 1_000,
    upload_mbps: 500,
    included_services: ['Playhub Essencial'],
    label_code: 'GIGA-2026-01',
    label_url: 'https://www.example.com/etiquetas/GIGA-2026-01',
  }),
  second: wanted(),
  shown: {
    plan: 'CONEXAO 1 GIGA',
    download_mbps: 1_000,
    upload_mbps: 500,
    included_services: ['Playhub Essencial'],
    label_code: 'GIGA-2026-01',
    label_url: 'https://www.example.com/etiquetas/GIGA-2026-01',
  },
});

it('is what customers read of their plan', async () => {
  const [id] = await routes.idsOf({ plan: 'fibra 500' });
  const offer = wanted({ plan: 'fibra 500mb', download_mbps: 600, upload_mbps: 300, included_services: ['Streaming'] });
  await routes.replace(id!, offer).expect(200);
  expect((await planOf(CONTRACT)).body).toMatchObject({
    download_mbps: 600,
    upload_mbps: 300,
    included_services: ['Streaming'],
    label: null,
  });
  await routes.remove(id!).expect(204);
  expect((await planOf(CONTRACT)).body).toMatchObject({ included_services: [], label: null });
});

it('is one for each plan, however its label is written', async () => {
  const { id } = await routes.created(wanted({ plan: 'Família' }));
  expectProblem(await routes.create(wanted({ plan: ' FAMILIA' })), 409, 'DUPLICATE');
  await routes.remove(id).expect(204);
});

it('is found by how its label begins', async () => {
  const first = await routes.created(wanted({ plan: 'Rádio 10' }));
  const second = await routes.created(wanted({ plan: 'Rádio 20' }));
  const other = await routes.created(wanted({ plan: 'Meu rádio' }));
  expect(await routes.idsOf({ plan: 'radio' })).toEqual([first.id, second.id]);
  expect(await routes.idsOf({ plan: 'RADIO%' })).toEqual([]);
  expectProblem(await routes.list({ plan: '' }), 400, 'VALIDATION_ERROR');
  for (const { id } of [first, second, other]) await routes.remove(id).expect(204);
});

describe('a request', () => {
  it.each([
    ['plan', { plan: ' ' }],
    ['download_mbps', { download_mbps: 0 }],
    ['upload_mbps', { upload_mbps: 1.5 }],
    ['included_services', { included_services: [''] }],
    ['label_code', { label_code: 'a\nb' }],
    ['label_code', { label_url: 'https://www.example.com/etiqueta' }],
    ['label_url', { label_code: 'A', label_url: 'https://elsewhere.test/' }],
  ])('with a wrong %s is refused', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
