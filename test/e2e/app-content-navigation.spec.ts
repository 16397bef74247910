import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itKeepsContent, itKeepsRecords, RecordRoutes } from '../support/admin-records.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = '899059';
const TRUSTED_CONTRACT = '1283303';
const OTHER_CONTRACT = '311622';
const OVERVIEW = 'webservice-cliente.customer.read-overview';

interface Navigation {
  items: { code: string }[];
}

let product: TestApplication;
let admin: Caller;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: 'www.example.com' });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  await product.http().get('/app/v1/customers/contracts').set(me).expect(200);
  await product.http().get('/app/v1/customers/contracts').set(other).expect(200);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

let made = 0;
const wanted = (fields: object = {}): object => ({
  code: `ENTRY_${(made += 1)}`,
  title: 'Entrada',
  icon: 'star',
  action: { type: 'DEEPLINK', value: 'provider://entry' },
  published: true,
  starts_at: '2026-01-01T00:00:00-03:00',
  ...fields,
});
const inMenu = (fields: object = {}): object => wanted({ section: 'PLUS', ...fields });

const KINDS = [
  ['menu', '/app/v1/interface/menu', '/app/v1/admin/menu-items', inMenu],
  ['cards', '/app/v1/interface/cards', '/app/v1/admin/shortcut-cards', wanted],
] as const;

const codesOf = (body: unknown): string[] => (body as Navigation).items.map(({ code }) => code);

describe('the demonstration', () => {
  it('has a menu by what the contract allows', async () => {
    const answer = await product
      .http()
      .get('/app/v1/interface/menu')
      .query({ contractId: CONTRACT })
      .set(me)
      .expect(200);
    expect(codesOf(answer.body)).toEqual([
      'INVOICES',
      'CONTRACTS',
      'DUE_DATE',
      'MY_WIFI',
      'CONNECTION_CHECK',
      'SERVICE_ORDERS',
      'ADDRESS_CHANGE',
      'STORE',
      'REFERRALS',
      'HELP',
      'PRIVACY',
    ]);
    expect((answer.body as Navigation).items[0]).toEqual({
      code: 'INVOICES',
      section: 'ACCOUNT',
      title: 'Faturas',
      description: 'Pagar, baixar a segunda via e ver o histórico',
      icon: 'receipt',
      action: { type: 'DEEPLINK', value: 'provider://invoices' },
    });
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    const tag = answer.headers['etag'] ?? '';
    await product
      .http()
      .get('/app/v1/interface/menu')
      .query({ contractId: CONTRACT })
      .set({ ...me, 'if-none-match': tag })
      .expect(304);
  });

  it('has shortcuts by what the contract allows', async () => {
    const cards = async (caller: Caller, query: object) =>
      (await product.http().get('/app/v1/interface/cards').query(query).set(caller).expect(200)).body as Navigation;
    expect(codesOf(await cards(me, { contractId: CONTRACT }))).toEqual(['PAY_BILL', 'WIFI', 'REPAIR', 'HELP']);
    expect(codesOf(await cards(other, {}))).toEqual(['PAY_BILL', 'TRUST_UNLOCK', 'HELP']);
    expect((await cards(other, {})).items[0]).toEqual({
      code: 'PAY_BILL',
      title: 'Pagar fatura',
      description: 'Pix ou código de barras',
      icon: 'barcode',
      image_url: null,
      action: { type: 'DEEPLINK', value: 'provider://invoices' },
    });
  });
});

describe.each(KINDS)('%s', (_, path, adminPath, body) => {
  let routes: RecordRoutes;
  const read = (query: object = {}, caller = me) => product.http().get(path).query(query).set(caller);
  const codes = async (query: object = {}, caller = me): Promise<string[]> =>
    codesOf((await read(query, caller).expect(200)).body);
  /** Whether the entry is there, for one contract and for another, while it stands as it is written. */
  const shownWith = async (fields: object, ...asked: [object, Caller][]): Promise<boolean[]> => {
    const { id } = await routes.created(body({ ...fields, code: 'IN_QUESTION' }));
    const answers: boolean[] = [];
    for (const [query, caller] of asked) answers.push((await codes(query, caller)).includes('IN_QUESTION'));
    await routes.remove(id).expect(204);
    return answers;
  };
  beforeAll(async () => {
    routes = new RecordRoutes(product, admin, adminPath);
    for (const id of await routes.idsOf({})) await routes.remove(id).expect(204);
  });

  it('is empty where nobody wrote any, and asks no provider for that', async () => {
    expect((await read().expect(200)).body).toEqual({ items: [] });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('has what the contract allows, or any of the contracts', async () => {
    const asked: [object, Caller][] = [
      [{ contractId: CONTRACT }, me],
      [{ contractId: TRUSTED_CONTRACT }, me],
      [{}, me],
      [{}, other],
    ];
    expect(await shownWith({}, ...asked)).toEqual([true, true, true, true]);
    expect(await shownWith({ required_capability: 'PAY_BILLS' }, ...asked)).toEqual([true, true, true, true]);
    expect(await shownWith({ required_capability: 'CHANGE_PLAN' }, ...asked)).toEqual([true, false, true, false]);
    expect(await shownWith({ required_capability: 'REQUEST_TRUST_UNLOCK' }, ...asked)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('has what is for the customer and the app, in its window', async () => {
    const asked: [object, Caller][] = [
      [{ contractId: CONTRACT }, me],
      [{}, { ...other, 'x-app-platform': 'android', 'x-app-version': '4.0.0' }],
    ];
    expect(await shownWith({ target: { statuses: ['suspenso'] } }, ...asked)).toEqual([false, true]);
    expect(await shownWith({ target: { min_version: '4.0' } }, ...asked)).toEqual([false, true]);
    expect(await shownWith({ target: { min_version: '4.0.1' } }, ...asked)).toEqual([false, false]);
    expect(await shownWith({ published: false }, ...asked)).toEqual([false, false]);
    expect(await shownWith({ starts_at: '2099-01-01T00:00:00Z' }, ...asked)).toEqual([false, false]);
    expect(await shownWith({ ends_at: '2026-01-02T00:00:00Z' }, ...asked)).toEqual([false, false]);
  });

  it('is in order', async () => {
    const last = await routes.created(body({ code: 'LAST', position: 2 }));
    const first = await routes.created(body({ code: 'FIRST', position: 1 }));
    expect(await codes()).toEqual(['FIRST', 'LAST']);
    for (const { id } of [last, first]) await routes.remove(id).expect(204);
  });

  it.each(['status', 'hang'] as const)(
    'goes by what is known of the contracts while the provider fails: %s',
    async (kind) => {
      const fresh = await startTestApplication();
      try {
        const caller = await fresh.loginCustomer();
        // As after a log-in whose contracts were not kept.
        await fresh.dataSource.query('TRUNCATE customer_contract_fact');
        fresh.erp.faults.set(OVERVIEW, kind === 'hang' ? { kind: 'hang' } : { kind: 'status', status: 503 });
        const bills = path.endsWith('menu') ? 'INVOICES' : 'PAY_BILL';
        const unknown = await fresh.http().get(path).set(caller).expect(200);
        expect(unknown.body).toEqual({ items: expect.any(Array), stale: true });
        expect(codesOf(unknown.body)).toEqual(expect.arrayContaining([bills, 'HELP']));
        expect(codesOf(unknown.body)).not.toContain('TRUST_UNLOCK');
        await fresh.dataSource.query(
          `INSERT INTO customer_contract_fact (customer_id, contract_id, status, learnt_at)
         SELECT id, '1', 'SUSPENSO', '2026-01-01T12:00:00Z' FROM customer_account`,
        );
        const known = await fresh.http().get(path).set(caller).expect(200);
        expect(known.body).toMatchObject({ stale: true, as_of: '2026-01-01T09:00:00-03:00' });
        expect(codesOf(known.body)).toEqual(expect.arrayContaining([bills, 'TRUST_UNLOCK', 'HELP']));
      } finally {
        await fresh.close();
      }
    },
  );

  it('of a foreign contract is not found, and nobody is asked', async () => {
    expectProblem(await read({ contractId: OTHER_CONTRACT }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('refuses an odd contract, and is for customers', async () => {
    expectProblem(await read({ contractId: 'x' }), 400, 'VALIDATION_ERROR');
    expectProblem(await read({}, product.channel), 401, 'UNAUTHENTICATED');
  });

  it('has one entry of a code', async () => {
    const { id } = await routes.created(body({ code: 'TWICE' }));
    const { id: another } = await routes.created(body({ code: 'ONCE' }));
    expectProblem(await routes.create(body({ code: 'TWICE' })), 409, 'DUPLICATE');
    expectProblem(await routes.replace(another, body({ code: 'TWICE' })), 409, 'DUPLICATE');
    for (const made of [id, another]) await routes.remove(made).expect(204);
  });

  it.each([
    ['code', { code: 'my-wifi' }],
    ['icon', { icon: 'WiFi' }],
    ['icon', { icon: undefined }],
    ['description', { description: 'a\nb' }],
    ['action', { action: null }],
    ['required_capability', { required_capability: 'FLY' }],
  ])('refuses a wrong %s', async (field, fields) => {
    await routes.expectRefused(body(fields), field);
  });

  itKeepsContent(() => routes, body);
});

describe('administration of the menu', () => {
  const routes = (): RecordRoutes => new RecordRoutes(product, admin, '/app/v1/admin/menu-items');
  itKeepsRecords(routes, 'menu-item', {
    first: inMenu({ code: 'ONE', description: 'Texto', required_capability: 'MANAGE_WIFI' }),
    second: inMenu({ code: 'TWO', section: 'ACCOUNT' }),
    shown: {
      code: 'ONE',
      section: 'PLUS',
      title: 'Entrada',
      description: 'Texto',
      icon: 'star',
      action: { type: 'DEEPLINK', value: 'provider://entry' },
      required_capability: 'MANAGE_WIFI',
    },
  });

  it('is filtered by section', async () => {
    const { id } = await routes().created(inMenu({ section: 'ONLY_THIS' }));
    expect(await routes().idsOf({ section: 'ONLY_THIS' })).toEqual([id]);
    expectProblem(await routes().list({ section: 'x' }), 400, 'VALIDATION_ERROR');
    await routes().remove(id).expect(204);
  });

  it('refuses a wrong section', async () => {
    await routes().expectRefused(inMenu({ section: 'plus' }), 'section');
  });
});

describe('administration of shortcuts', () => {
  const routes = (): RecordRoutes => new RecordRoutes(product, admin, '/app/v1/admin/shortcut-cards');
  itKeepsRecords(routes, 'shortcut-card', {
    first: wanted({ code: 'ONE', image_url: 'https://www.example.com/a.png' }),
    second: wanted({ code: 'TWO' }),
    shown: { code: 'ONE', image_url: 'https://www.example.com/a.png', required_capability: null, description: null },
  });

  it('refuses a wrong image_url', async () => {
    await routes().expectRefused(wanted({ image_url: 'https://elsewhere.test/a.png' }), 'image_url');
  });
});
