import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itKeepsContent, itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';

const CONTRACT = '899059';

interface Section {
  id: string;
  data: { items: { title: string }[] } | null;
}

let product: TestApplication;
let admin: Caller;
let me: Caller;
let other: Caller;
let routes: RecordRoutes;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  routes = new RecordRoutes(product, admin, '/app/v1/admin/promotions');
  for (const caller of [me, other]) await product.http().get('/app/v1/customers/contracts').set(caller).expect(200);
  await product.http().get(`/app/v1/customers/contracts/${CONTRACT}`).set(me).expect(200);
  for (const id of await routes.idsOf({})) await routes.remove(id).expect(204);
});
afterAll(() => product.close());

const wanted = (fields: object = {}): object => ({
  title: 'Oferta',
  body: 'Aproveite.',
  terms: 'Consulte as condições.',
  published: true,
  starts_at: '2026-01-01T00:00:00-03:00',
  ...fields,
});
/** What the screen of offers shows of them. */
const offersOf = async (caller = me, query: object = {}): Promise<string[]> => {
  const answer = await product.http().get('/app/v1/interface/promo').query(query).set(caller).expect(200);
  const { sections } = answer.body as { sections: Section[] };
  return sections.find(({ id }) => id === 'promotions')?.data?.items.map(({ title }) => title) ?? [];
};
const decide = (purpose: string, granted: boolean, caller = me) =>
  product
    .http()
    .put('/app/v1/customers/consents')
    .set(caller)
    .send({ consents: [{ purpose, granted, version: '1' }] })
    .expect(200);

describe('promotions', () => {
  it('are shown to those they are for, in order, while they are published and in their window', async () => {
    expect(await offersOf()).toEqual([]);
    const made = [
      await routes.created(wanted({ title: 'Segunda', position: 2 })),
      await routes.created(wanted({ title: 'Primeira', position: 1 })),
      await routes.created(wanted({ title: 'Só em Carmo', target: { cities: ['Carmo'] }, position: 3 })),
      await routes.created(wanted({ title: 'Só suspensos', target: { statuses: ['SUSPENSO'] }, position: 4 })),
      await routes.created(wanted({ title: 'Rascunho', published: false })),
      await routes.created(wanted({ title: 'Vencida', ends_at: '2026-01-02T00:00:00-03:00' })),
      await routes.created(wanted({ title: 'Futura', starts_at: '2099-01-01T00:00:00-03:00' })),
    ];
    expect(await offersOf()).toEqual(['Primeira', 'Segunda', 'Só em Carmo']);
    expect(await offersOf(me, { contractId: '1283299' })).toEqual(['Primeira', 'Segunda']);
    expect(await offersOf(other)).toEqual(['Primeira', 'Segunda', 'Só suspensos']);
    for (const { id } of made) await routes.remove(id).expect(204);
  });

  it('are not shown to whoever refuses offers in the app, until they want them again', async () => {
    const { id } = await routes.created(wanted());
    expect(await offersOf()).toEqual(['Oferta']);
    await decide('IN_APP_OFFERS', false);
    expect(await offersOf()).toEqual([]);
    expect(await offersOf(other)).toEqual(['Oferta']);
    await decide('IN_APP_OFFERS', true);
    expect(await offersOf()).toEqual(['Oferta']);
    await routes.remove(id).expect(204);
  });

  it('of partners are shown to whoever agreed to those', async () => {
    const own = await routes.created(wanted({ title: 'Nossa' }));
    const partners = await routes.created(wanted({ title: 'De parceiro', partner: true, position: 1 }));
    expect(await offersOf()).toEqual(['Nossa']);
    await decide('PARTNER_OFFERS', true);
    expect(await offersOf()).toEqual(['Nossa', 'De parceiro']);
    expect(await offersOf(other)).toEqual(['Nossa']);
    await decide('PARTNER_OFFERS', false);
    expect(await offersOf()).toEqual(['Nossa']);
    for (const { id } of [own, partners]) await routes.remove(id).expect(204);
  });
});

describe('administration', () => {
  itKeepsRecords(() => routes, 'promotion', {
    first: wanted({ title: 'Uma', price_text: 'R$ 99,90/mês', partner: true }),
    second: wanted({ title: 'Outra', image_url: 'https://www.example.com/a.png' }),
    shown: {
      title: 'Uma',
      body: 'Aproveite.',
      image_url: null,
      price_text: 'R$ 99,90/mês',
      terms: 'Consulte as condições.',
      action: null,
      partner: true,
    },
  });
  itKeepsContent(() => routes, wanted);

  it.each([
    ['body', { body: '' }],
    ['terms', { terms: undefined }],
    ['price_text', { price_text: 'a\nb' }],
    ['image_url', { image_url: 'provider://a.png' }],
    ['partner', { partner: 'no' }],
  ])('refuses a wrong %s', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
