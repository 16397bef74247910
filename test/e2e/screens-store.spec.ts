import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { clearContent, writeContent } from '../support/screen-content.js';
import { actionOf, follow, type ScreenAction, sectionOf, sectionsOf, statesOf } from '../support/screens.js';

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const CONTRACT_READ = 'webservice-cliente.contract.read';
const PACKAGES = 'webservice-cliente.sales-catalogue.list-packages-for-sale';
const PLANS = 'webservice-cliente.sales-catalogue.list-plans-for-sale';
const PROMOTIONS = 'webservice-cliente.promotions.list-active';
const SERVICES = 'webservice-cliente.finance-registers.list-services';

const FAST = '899059';
/** 10 Mega where 500 are sold for less. */
const SLOW = '1283299';
const SUSPENDED = '311622';
const TELEVISION = '1500003';
const TELEPHONE = '1500004';

interface FormField {
  path: string;
  required: boolean;
  pattern: string;
}
interface Product {
  id: string;
  name: string;
  price_cents: number | null;
  price_difference_cents: number | null;
  highlight: string | null;
  owned: boolean;
  actions: ScreenAction[];
}

let product: TestApplication;
let me: Caller;
let suspended: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '1500', CONTENT_KEPT_SECONDS: '0' });
  const { state } = product.erp;
  const { contracts } = state;
  state.addContract({ ...contracts.get(Number(SLOW))!, id: Number(TELEVISION), service: 'TV' });
  state.addContract({ ...contracts.get(Number(SLOW))!, id: Number(TELEPHONE), service: 'TELEFONIA' });
  me = await product.loginCustomer();
  suspended = await product.loginCustomer(OTHER_CUSTOMER);
  await clearContent(product.dataSource);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const screen = (caller: Caller, name: string, query = '') =>
  product.http().get(`/app/v1/interface/${name}${query}`).set(caller);
const itemsOf = (answer: { readonly body: unknown }, id: string): Product[] =>
  sectionOf<{ items: Product[] }>(answer, id).data!.items;

describe('the screens', () => {
  // First, while nothing was read that could stand in.
  it.each(['store', 'modify-address'])('%s is a problem while the contracts cannot be read', async (name) => {
    product.erp.faults.set(OVERVIEW, { kind: 'status', status: 500 });
    expectProblem(await screen(me, name), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(OVERVIEW, { kind: 'garbage' });
    expectProblem(await screen(me, name), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it.each(['store', 'modify-address', 'profile', 'promo'])(
    '%s of a foreign contract is not found, of none a mistake, and the ERP is not asked',
    async (name) => {
      expectProblem(await screen(suspended, name, `?contractId=${FAST}`), 404, 'NOT_FOUND');
      expectProblem(await screen(me, name, '?contractId=x'), 400, 'VALIDATION_ERROR');
      expect(product.erp.journal.calls()).toEqual([]);
    },
  );
});

describe('store', () => {
  it('says for itself which shelf cannot be read', async () => {
    product.erp.faults.set(PACKAGES, { kind: 'html' });
    const answer = await screen(me, 'store', `?contractId=${FAST}`).expect(200);
    expect(statesOf(answer)).toEqual({ upgrades: 'empty', packages: 'error', services: 'ok', plans: 'ok' });
    expect(sectionOf(answer, 'packages').actions).toEqual([expect.objectContaining({ type: 'REFRESH' })]);
  });

  it('has upgrades that lead to their conditions', async () => {
    const [upgrade] = itemsOf(await screen(me, 'store', `?contractId=${SLOW}`).expect(200), 'upgrades');
    expect(upgrade).toMatchObject({
      id: '1164',
      name: 'FIBRA 500MB',
      price_cents: 9_990,
      price_difference_cents: -559,
      highlight: '490 Mega a mais por R$ 5,59 a menos por mês.',
    });
    const conditions = await follow(product, me, actionOf(upgrade!.actions, 'CHECK_EXCHANGE'));
    expect(conditions.body).toMatchObject({ eligible: true, target_plan: { id: '1164' } });
  });

  it('has packages that can be asked for', async () => {
    const [combo] = itemsOf(await screen(me, 'store', `?contractId=${SLOW}`).expect(200), 'packages');
    expect(combo).toMatchObject({ id: '1260', price_cents: 10_490 });
    const asked = await follow(product, me, actionOf(combo!.actions, 'REQUEST'));
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ type: 'SERVICE_REQUEST', protocol: expect.any(String) });
  });

  it('has digital services with what can be done with each', async () => {
    const services = itemsOf(await screen(me, 'store', `?contractId=${FAST}`).expect(200), 'services');
    const paid = services.find(({ id }) => id === 'uol');
    expect(paid).toMatchObject({ price_cents: 1_490, highlight: null });
    expect(paid?.actions).toEqual([
      expect.objectContaining({
        method: 'POST',
        value: '/app/v1/svas/uol/activate',
        body: { contract_id: FAST, accepted_price_cents: 1_490 },
      }),
    ]);
  });

  it.each([
    [TELEVISION, 'television', 'CINEMA HD'],
    [TELEPHONE, 'voice', 'PACOTE VOZ 1'],
  ])('of contract %s has %s', async (contractId, shelf, name) => {
    const answer = await screen(me, 'store', `?contractId=${contractId}`).expect(200);
    expect([...sectionsOf(answer).keys()]).toEqual([shelf]);
    expect(itemsOf(answer, shelf).map((item) => item.name)).toContain(name);
  });

  it('shows to a suspended customer what cannot be bought now', async () => {
    const answer = await screen(suspended, 'store').expect(200);
    expect(sectionOf(answer, 'notice')).toMatchObject({ type: 'TEXT', state: 'ok' });
    for (const shelf of ['packages', 'services', 'plans']) {
      const items = itemsOf(answer, shelf);
      expect(items.length).toBeGreaterThan(0);
      expect(items.flatMap(({ actions }) => actions)).toEqual([]);
    }
  });

  it('asks the catalogue once for everybody in a city', async () => {
    const fresh = await startTestApplication();
    try {
      const callers = [await fresh.loginCustomer(), await fresh.loginCustomer(OTHER_CUSTOMER)];
      // Both contracts are in Conselheiro Lafaiete, of natural persons.
      const contracts = [SLOW, SUSPENDED];
      for (const [place, caller] of callers.entries()) {
        await fresh.http().get(`/app/v1/interface/store?contractId=${contracts[place]}`).set(caller).expect(200);
      }
      const paths = fresh.erp.journal.calls(PLANS).map(({ path }) => path);
      expect(paths.length).toBeGreaterThan(0);
      expect(new Set(paths).size).toBe(paths.length);
    } finally {
      await fresh.close();
    }
  });
});

describe('address change screen', () => {
  const form = (caller: Caller, query: string) => screen(caller, 'modify-address', query);

  it('is a problem while the fee or the contract cannot be read', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      await fresh.http().get('/app/v1/customers/contracts').set(caller).expect(200);
      // Of another contract each, so that nothing was read that could stand in.
      for (const [operation, contractId] of [
        [SERVICES, FAST],
        [CONTRACT_READ, SLOW],
      ] as const) {
        fresh.erp.faults.set(operation, { kind: 'status', status: 500 });
        const asked = `/app/v1/interface/modify-address?contractId=${contractId}`;
        expectProblem(await fresh.http().get(asked).set(caller), 503, 'UPSTREAM_UNAVAILABLE');
        fresh.erp.faults.clear();
      }
    } finally {
      await fresh.close();
    }
  });

  it('has what must be known, and fields that the request takes', async () => {
    const section = sectionOf<{ fields: FormField[] }>(
      await form(me, `?contractId=${FAST}&cep=36404199`).expect(200),
      'address-form',
    );
    expect(section.data).toMatchObject({
      contract_id: FAST,
      current_address: { city: 'CARMO', street: 'RUA UBELART' },
      can_request: true,
      fee_cents: 20_000,
      fee_postal_code: '36404199',
      loyalty_text: expect.stringContaining('fidelidade até'),
    });
    const { fields } = section.data!;
    expect(fields.map(({ path, required }) => [path, required])).toEqual([
      ['address.cep', true],
      ['address.number', true],
      ['address.complement', false],
      ['address.reference', false],
    ]);
    const accepts = (path: string, value: string) =>
      new RegExp(fields.find((field) => field.path === path)!.pattern, 'i').test(value);
    expect([accepts('address.cep', '36404199'), accepts('address.cep', '36404-199')]).toEqual([true, false]);
    expect([accepts('address.number', 's/n'), accepts('address.number', 'x')]).toEqual([true, false]);
    const days = await follow(product, me, actionOf(section.actions, 'AVAILABLE_DAYS'));
    expect(days.status).toBe(200);
    const submitted = await follow(product, me, actionOf(section.actions, 'SUBMIT'), {
      address: { cep: '36402157', number: '85', complement: 'CASA B' },
    });
    expect({ status: submitted.status, body: submitted.body as unknown }).toMatchObject({
      status: 201,
      body: { fee_cents: 20_000, viable: true },
    });
  });

  it('chooses a contract that works, and says where none can be moved', async () => {
    expect(sectionOf(await form(me, '').expect(200), 'address-form')).toMatchObject({
      data: { contract_id: FAST, fee_postal_code: null },
    });
    const { data, actions } = sectionOf(await form(suspended, '').expect(200), 'address-form');
    expect(data).toMatchObject({
      contract_id: SUSPENDED,
      can_request: false,
      refusal_text: expect.stringContaining('contrato ativo'),
    });
    expect(actions).toEqual([]);
  });

  it('does not know a postal code that is none', async () => {
    expectProblem(await form(me, '?cep=99999999'), 422, 'ADDRESS_NOT_LOCATED');
    for (const cep of ['1234567', '36404-199', 'abcdefgh']) {
      expectProblem(await form(me, `?cep=${cep}`), 400, 'VALIDATION_ERROR');
    }
  });
});

describe('profile', () => {
  it('shows nothing whole', async () => {
    const answer = await screen(me, 'profile').expect(200);
    expect(sectionOf(answer, 'profile')).toMatchObject({
      state: 'ok',
      data: {
        first_name: 'MARINA',
        document_masked: '***.444.777-**',
        emails: [{ masked: 'm***@example.com', primary: true }],
        phones: [{ masked: '(22) *****-0001' }, {}],
        editable: { first_name: false, document: false, emails: true, phones: true },
      },
    });
    for (const secret of ['11144477735', 'marina.teste', '99999']) expect(answer.text).not.toContain(secret);
  });

  it('leads to the rights over the data', async () => {
    const answer = await screen(me, 'profile').expect(200);
    const links = sectionOf<{ items: { id: string; action: ScreenAction }[] }>(answer, 'data-rights').data!.items;
    expect(links.map(({ id }) => id)).toEqual(['EXPORT', 'CONSENTS', 'PRIVACY_POLICY', 'TERMS', 'ERASURE']);
    for (const { id, action } of links.filter(({ id: each }) => each === 'EXPORT' || each === 'CONSENTS')) {
      expect({ id, status: (await follow(product, me, action)).status }).toEqual({ id, status: 200 });
    }
    expect(links.at(-1)?.action).toMatchObject({ method: 'POST', body: { confirm: true }, confirm: {} });
  });

  it('stands on what is recorded here while the ERP is down', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set('*', { kind: 'status', status: 503 });
      const answer = await fresh.http().get('/app/v1/interface/profile').set(caller).expect(200);
      expect(sectionOf(answer, 'profile')).toMatchObject({
        state: 'stale',
        data: { first_name: 'MARINA', emails: [], phones: [] },
      });
    } finally {
      await fresh.close();
    }
  });
});

describe('promo', () => {
  const consent = (purpose: string, granted: boolean) =>
    product
      .http()
      .put('/app/v1/customers/consents')
      .set(me)
      .send({ consents: [{ purpose, granted, version: '1' }] })
      .expect(200);

  it('shows the provider’s own offers and those on the plan', async () => {
    await writeContent(product.dataSource, FAST);
    const answer = await screen(me, 'promo', `?contractId=${FAST}`).expect(200);
    expect(itemsOf(answer, 'promotions')).toEqual([
      expect.objectContaining({ title: 'Dobre a sua velocidade', price_text: 'R$ 99,90/mês', partner: false }),
    ]);
    expect(itemsOf(answer, 'plan-promotions')).toEqual([
      expect.objectContaining({ id: '20', price_text: '100% de desconto em uma mensalidade' }),
      expect.objectContaining({ id: '21', price_text: 'R$ 5,00 de desconto por 24 meses' }),
    ]);
    expect(product.erp.journal.calls(PROMOTIONS)[0]?.body).toMatchObject({
      idCidade: 3310,
      idBairro: 330_115,
      idPlano: 1164,
      idTecnologia: 4,
      idTipoContrato: 1,
      tipoPessoa: 'PessoaFisica',
      estado: 'RJ',
      cep: '28640-000',
    });
  });

  it('shows those of partners to whoever agreed', async () => {
    await consent('PARTNER_OFFERS', true);
    expect(itemsOf(await screen(me, 'promo').expect(200), 'promotions')).toContainEqual(
      expect.objectContaining({ title: 'Curso com desconto', partner: true }),
    );
    await consent('PARTNER_OFFERS', false);
  });

  it('shows nothing to whoever refused offers, and asks nobody', async () => {
    await consent('IN_APP_OFFERS', false);
    product.erp.journal.clear();
    const answer = await screen(me, 'promo', `?contractId=${FAST}`).expect(200);
    expect(statesOf(answer)).toEqual({ promotions: 'empty', 'plan-promotions': 'empty', preferences: 'ok' });
    expect(product.erp.journal.calls()).toEqual([]);
    await consent('IN_APP_OFFERS', true);
  });

  it('of a plan that is sold no more has none, and says when it cannot tell', async () => {
    const answer = await screen(me, 'promo', `?contractId=${SLOW}`).expect(200);
    expect(sectionOf(answer, 'plan-promotions').state).toBe('empty');
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set(PROMOTIONS, { kind: 'status', status: 500 });
      const failed = await fresh.http().get('/app/v1/interface/promo').set(caller).expect(200);
      expect(statesOf(failed)).toMatchObject({ 'plan-promotions': 'error', preferences: 'ok' });
    } finally {
      await fresh.close();
    }
  });
});
