import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WarningBannerSources } from '../../src/modules/app-content/banners/warning-banner-sources.service.js';
import { itKeepsContent, itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = '899059';
const OTHER_CONTRACT = '311622';
const PATH = '/app/v1/admin/banners';

interface Banner {
  id: string;
  title: string;
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
  routes = new RecordRoutes(product, admin, PATH);
  // Where contracts are served is learnt when their details are read.
  for (const [caller, id] of [
    [me, CONTRACT],
    [other, OTHER_CONTRACT],
  ] as const) {
    await product.http().get('/app/v1/customers/contracts').set(caller).expect(200);
    await product.http().get(`/app/v1/customers/contracts/${id}`).set(caller).expect(200);
  }
  // What administrators write is all there is.
  for (const id of await routes.idsOf({})) await routes.remove(id).expect(204);
});
afterAll(() => product.close());
beforeEach(() => product.erp.journal.clear());

let made = 0;
const wanted = (fields: object = {}): object => ({
  kind: 'CONTENT',
  placement: 'HOME',
  title: `Faixa ${(made += 1)}`,
  published: true,
  starts_at: '2026-01-01T00:00:00-03:00',
  ...fields,
});
const warning = (fields: object = {}): object =>
  wanted({ kind: 'WARNING', placement: null, severity: 'INFO', ...fields });
const at = (query: object, caller = me) => product.http().get('/app/v1/interface/banners').query(query).set(caller);
const titlesAt = async (query: object, caller = me): Promise<string[]> =>
  ((await at(query, caller).expect(200)).body as { items: Banner[] }).items.map(({ title }) => title);
const home = (caller = me) => titlesAt({ placement: 'HOME' }, caller);
const warnings = (query: object = {}, caller = me) =>
  product.http().get('/app/v1/interface/banners/warnings').query(query).set(caller);

describe('banners', () => {
  it('are none where nobody put any', async () => {
    expect((await at({ placement: 'NOWHERE' }).expect(200)).body).toEqual({ items: [] });
  });

  it('are shown at their placement, in their order, with what a tap opens', async () => {
    const last = await routes.created(wanted({ title: 'Última', position: 2 }));
    const first = await routes.created(
      wanted({
        title: 'Primeira',
        body: 'Com texto.',
        image_url: 'https://www.example.com/a.png',
        action: { type: 'OPEN_URL', value: 'https://www.example.com/promo' },
        dismissible: false,
        position: 1,
      }),
    );
    const elsewhere = await routes.created(wanted({ placement: 'STORE' }));
    const answer = await at({ placement: 'HOME' }).expect(200);
    expect(answer.body).toEqual({
      items: [
        {
          id: first.id,
          title: 'Primeira',
          body: 'Com texto.',
          image_url: 'https://www.example.com/a.png',
          action: { type: 'OPEN_URL', value: 'https://www.example.com/promo' },
          dismissible: false,
        },
        { id: last.id, title: 'Última', body: null, image_url: null, action: null, dismissible: true },
      ],
    });
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    const tag = answer.headers['etag'] ?? '';
    await at({ placement: 'HOME' }, { ...me, 'if-none-match': tag }).expect(304);
    for (const { id } of [first, last, elsewhere]) await routes.remove(id).expect(204);
    expect((await at({ placement: 'HOME' }, { ...me, 'if-none-match': tag }).expect(200)).body).toEqual({ items: [] });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are shown as soon as they are published, and no longer than that', async () => {
    const { id } = await routes.created(wanted({ title: 'Rascunho', published: false }));
    expect(await home()).toEqual([]);
    await routes.replace(id, wanted({ title: 'Publicada' })).expect(200);
    expect(await home()).toEqual(['Publicada']);
    const hour = 3_600_000;
    const past = { starts_at: new Date(Date.now() - 2 * hour).toISOString(), ends_at: new Date().toISOString() };
    await routes.replace(id, wanted(past)).expect(200);
    expect(await home()).toEqual([]);
    await routes.replace(id, wanted({ starts_at: new Date(Date.now() + hour).toISOString() })).expect(200);
    expect(await home()).toEqual([]);
    await routes.remove(id).expect(204);
  });

  it.each([
    ['a city', { cities: ['carmo'] }, true, false],
    ['a plan', { plans: ['Fibra 500MB'] }, true, false],
    ['a status', { statuses: ['SUSPENSO'] }, false, true],
    ['a document', { documents: ['529.982.247-25'] }, false, true],
    ['a city and a status that do not meet', { cities: ['carmo'], statuses: ['SUSPENSO'] }, false, false],
  ])('for %s are shown to its customers', async (_, target, mine, theirs) => {
    const { id } = await routes.created(wanted({ title: 'Para alguns', target }));
    expect(await home()).toEqual(mine ? ['Para alguns'] : []);
    expect(await home(other)).toEqual(theirs ? ['Para alguns'] : []);
    await routes.remove(id).expect(204);
  });

  it('for a city are not shown for a contract in another', async () => {
    const { id } = await routes.created(wanted({ title: 'Carmo', target: { cities: ['CARMO'] } }));
    expect(await titlesAt({ placement: 'HOME', contractId: CONTRACT })).toEqual(['Carmo']);
    expect(await titlesAt({ placement: 'HOME', contractId: '1283299' })).toEqual([]);
    await routes.remove(id).expect(204);
  });

  it('for versions of the app are shown to those', async () => {
    const target = { platforms: ['ios'], min_version: '3.9', max_version: '3.10' };
    const { id } = await routes.created(wanted({ title: 'Só no iPhone', target }));
    const from = (platform: string, version: string) =>
      home({ ...me, 'x-app-platform': platform, 'x-app-version': version });
    expect(await from('ios', '3.9.0')).toEqual(['Só no iPhone']);
    expect(await from('iOS', '3.10')).toEqual(['Só no iPhone']);
    expect(await from('ios', '3.8.9')).toEqual([]);
    expect(await from('ios', '3.10.1')).toEqual([]);
    expect(await from('android', '3.9.0')).toEqual([]);
    expect(await from('ios', 'odd')).toEqual([]);
    expect(await home()).toEqual([]);
    await routes.remove(id).expect(204);
  });

  it('of a foreign contract are not found', async () => {
    expectProblem(await at({ placement: 'HOME', contractId: OTHER_CONTRACT }), 404, 'NOT_FOUND');
    expectProblem(await warnings({ contractId: OTHER_CONTRACT }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['placement', {}],
    ['placement', { placement: 'home' }],
    ['contractId', { placement: 'HOME', contractId: 'x' }],
  ])('refuse a wrong %s', async (field, query) => {
    const answer = await at(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('are for customers', async () => {
    expectProblem(await at({ placement: 'HOME' }, product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await warnings({}, product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('warnings', () => {
  const notices = async (caller = me): Promise<object[]> =>
    ((await warnings({}, caller).expect(200)).body as { items: { kind: string }[] }).items.filter(
      ({ kind }) => kind === 'NOTICE',
    );

  it('have what administrators announce, the gravest first, and not at a placement', async () => {
    const mild = await routes.created(warning({ title: 'Leve', position: 1 }));
    const grave = await routes.created(
      warning({
        title: 'Grave',
        body: 'Leia já.',
        severity: 'CRITICAL',
        position: 2,
        action: { type: 'DEEPLINK', value: 'provider://faq' },
        ends_at: '2099-01-01T00:00:00-03:00',
      }),
    );
    const placed = await routes.created(wanted());
    expect(await notices()).toEqual([
      {
        id: grave.id,
        kind: 'NOTICE',
        severity: 'CRITICAL',
        title: 'Grave',
        body: 'Leia já.',
        image_url: null,
        actions: [{ label: null, type: 'DEEPLINK', value: 'provider://faq' }],
        dismissible: true,
        starts_at: '2026-01-01T00:00:00-03:00',
        ends_at: '2099-01-01T00:00:00-03:00',
      },
      expect.objectContaining({ id: mild.id, severity: 'INFO', actions: [], ends_at: null }),
    ]);
    expect(await home()).toHaveLength(1);
    for (const { id } of [mild, grave, placed]) await routes.remove(id).expect(204);
    expect(await notices()).toEqual([]);
  });

  it('are for whom they are meant', async () => {
    const { id } = await routes.created(warning({ target: { statuses: ['SUSPENSO'] } }));
    expect(await notices(other)).toHaveLength(1);
    expect(await notices()).toEqual([]);
    await routes.remove(id).expect(204);
  });

  it('have the debt that blocks a contract', async () => {
    const { body } = await warnings({ contractId: OTHER_CONTRACT }, other).expect(200);
    expect(body).toMatchObject({
      items: [
        { kind: 'BLOCKING', id: OTHER_CONTRACT, dismissible: false, actions: [{ type: 'NAVIGATE' }] },
        { kind: 'MASSIVE', dismissible: true, actions: [] },
      ],
      partial: false,
    });
  });

  it('have what touches many customers', async () => {
    const [row] = await product.dataSource.query<{ id: string }[]>(
      `INSERT INTO massive_warning (kind, severity, title, message, started_at, expected_end_at, affected, affected_keys)
       VALUES ('OUTAGE', 'CRITICAL', 'Falha na sua região', 'Já estamos trabalhando.', '2026-01-01T12:00:00Z', NULL, $1, $2)
       RETURNING id`,
      [
        JSON.stringify({ whole_network: false, cities: [], districts: [], contracts: [CONTRACT], olt: null }),
        [`contract:${CONTRACT}`],
      ],
    );
    const massive = async (contractId: string): Promise<object[]> =>
      ((await warnings({ contractId }).expect(200)).body as { items: { id: string }[] }).items.filter(
        ({ id }) => id === row?.id,
      );
    expect(await massive(CONTRACT)).toEqual([
      {
        id: row?.id,
        kind: 'MASSIVE',
        severity: 'CRITICAL',
        title: 'Falha na sua região',
        body: 'Já estamos trabalhando.',
        image_url: null,
        actions: [],
        dismissible: false,
        starts_at: '2026-01-01T09:00:00-03:00',
        ends_at: null,
      },
    ]);
    expect(await massive('1283299')).toEqual([]);
  });

  it('are known without what cannot be read now, and say so', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      fresh.erp.faults.set('*', { kind: 'status', status: 503 });
      const answer = await fresh.http().get('/app/v1/interface/banners/warnings').set(caller).expect(200);
      expect(answer.body).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ kind: 'NOTICE' })]),
        partial: true,
      });
    } finally {
      await fresh.close();
    }
  });

  it('have one source of a kind', () => {
    const sources = product.app.get(WarningBannerSources);
    expect(sources.all().map(({ kind }) => kind)).toEqual(['BLOCKING', 'MASSIVE', 'NOTICE']);
    expect(() => sources.register({ kind: 'NOTICE', warningsFor: async () => [] })).toThrow('registered already');
  });
});

describe('administration', () => {
  itKeepsRecords(() => routes, 'banner', {
    first: wanted({ title: 'Uma', body: 'Texto.', target: { documents: ['529.982.247-25'], cities: ['Carmo'] } }),
    second: warning({ title: 'Outra' }),
    shown: {
      kind: 'CONTENT',
      placement: 'HOME',
      severity: null,
      title: 'Uma',
      body: 'Texto.',
      image_url: null,
      action: null,
      dismissible: true,
      target: { documents_count: 1, cities: ['CARMO'] },
      position: 0,
      published: true,
      starts_at: '2026-01-01T00:00:00-03:00',
      ends_at: null,
      window: 'OPEN',
    },
  });
  itKeepsContent(() => routes, wanted);

  it('is filtered by kind and placement', async () => {
    const content = await routes.created(wanted({ placement: 'HELP' }));
    const notice = await routes.created(warning());
    expect(await routes.idsOf({ placement: 'HELP' })).toEqual([content.id]);
    expect(await routes.idsOf({ kind: 'WARNING' })).toEqual([notice.id]);
    expect(await routes.idsOf({ kind: 'WARNING', placement: 'HELP' })).toEqual([]);
    for (const { id } of [content, notice]) await routes.remove(id).expect(204);
  });

  it.each([
    ['kind', { kind: 'POPUP' }],
    ['placement', { placement: 'home' }],
    ['placement', { placement: null }],
    ['placement', { kind: 'WARNING', severity: 'INFO' }],
    ['severity', { kind: 'WARNING', placement: null }],
    ['severity', { severity: 'INFO' }],
    ['severity', { kind: 'WARNING', placement: null, severity: 'HIGH' }],
    ['body', { body: 'x'.repeat(501) }],
    ['image_url', { image_url: 'https://elsewhere.test/a.png' }],
    ['dismissible', { dismissible: 'no' }],
    ['target.documents.0', { target: { documents: ['123'] } }],
  ])('refuses a wrong %s', async (field, fields) => {
    await routes.expectRefused(wanted(fields), field);
  });
});
