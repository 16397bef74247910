import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { forgetCredentials } from '../support/credentials.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const PLAYHUB = 'webservice-cliente.playhub.find-customer';
const CHARGE = 'webservice-cliente.additional-services.register';
const PRICES = 'webservice-cliente.finance-registers.list-services';
const NEO = 'webservice-cliente.neo-gateway.authorise';
const BIT = 'webservice-cliente.bit-trainers.authorise';

interface Sva {
  id: string;
  status: string;
  included: boolean;
  price_cents: number;
}
interface Link {
  url: string;
  expires_at: string;
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    PLAYHUB_ERP_USER: 'joao.souza',
    PLAYHUB_ERP_PASSWORD: 'abc123',
    SVA_LINK_BASE_URL: 'https://app.provedor.example/',
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000',
  });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  await product.dataSource.query('DELETE FROM sva_activation');
  await product.dataSource.query('DELETE FROM irreversible_act');
  await product.dataSource.query('DELETE FROM sva_activation_link');
  await product.dataSource.query(`DELETE FROM work_item WHERE topic = 'acts.settle'`);
  product.erp.state.finance.additionalServices.length = 0;
  setUol(false);
  product.erp.journal.clear();
});

/** Whether the ERP tells PlayHub that the first customer has UOL. */
function setUol(uol: boolean): void {
  const { playhub } = product.erp.state;
  playhub.set(81593, { ...playhub.get(81593)!, uol });
}
const list = (caller: Caller, contractId = '899059') =>
  product.http().get('/app/v1/svas').query({ contractId }).set(caller);
const statuses = async (caller: Caller, contractId?: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    ((await list(caller, contractId).expect(200)).body as { items: Sva[] }).items.map(({ id, status }) => [id, status]),
  );
const activate = (caller: Caller, id: string, body: object, headers: Caller = {}) =>
  product.http().post(`/app/v1/svas/${id}/activate`).set(caller).set(headers).send(body);
const link = (caller: Caller, path: string, contractId = '899059') =>
  product.http().get(`/app/v1/svas/${path}/activation-link`).query({ contractId }).set(caller);
const ticketOf = ({ url }: Link): string => new URL(url).searchParams.get('ticket') ?? '';
/** As a browser does: with neither key nor token. */
const open = (ticket: string) => product.http().get('/app/v1/svas/activation').query({ ticket }).redirects(0);
const activationState = async (): Promise<string | undefined> =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM sva_activation'))[0]?.state;
const actState = async (): Promise<string | undefined> =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM irreversible_act'))[0]?.state;
const charges = () => product.erp.state.finance.additionalServices;
const paid = { contract_id: '899059', accepted_price_cents: 1490 };

describe('the list', () => {
  it('shows what the customer has, and what could be had at which price', async () => {
    const { items } = (await list(me).expect(200)).body as { items: Sva[] };
    expect(items.map(({ id, status, included, price_cents: cents }) => [id, status, included, cents])).toEqual([
      ['watch-tv', 'ACTIVE', true, 0],
      ['mcafee', 'ACTIVE', true, 0],
      ['neo-tv', 'AVAILABLE', true, 0],
      ['bit-trainers', 'AVAILABLE', true, 0],
      ['uol', 'AVAILABLE', false, 1490],
    ]);
    expect(items[4]).toMatchObject({ name: 'UOL Conteúdo', logo: expect.any(String), price_formatted: 'R$ 14,90' });
    // The answer is kept for a while.
    await list(me, '1283299').expect(200);
    expect(product.erp.journal.calls(PLAYHUB).length).toBeLessThanOrEqual(1);
  });

  it('answers problems', async () => {
    expectProblem(await list(other, '899059'), 404, 'NOT_FOUND');
    expectProblem(await product.http().get('/app/v1/svas').set(me), 400, 'VALIDATION_ERROR');
    expectProblem(await list(product.channel), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
    product.erp.faults.set(PLAYHUB, { kind: 'html' });
    expectProblem(await list(other, '311622'), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('links', () => {
  it('lead to the provider’s page, once', async () => {
    const before = Date.now();
    const { body } = await link(me, 'watch-tv').expect(200);
    const { url, expires_at: expiresAt } = body as Link;
    expect(url).toMatch(/^https:\/\/app\.provedor\.example\/app\/v1\/svas\/activation\?ticket=[\w.-]+$/);
    expect(Date.parse(expiresAt)).toBeGreaterThan(before);
    const opened = await open(ticketOf(body as Link)).expect(302);
    expect(opened.headers).toMatchObject({
      location: 'https://provedor.example/svas/watch-tv/ativar',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expectProblem(await open(ticketOf(body as Link)), 410, 'LINK_EXPIRED');
    expect(JSON.stringify(product.logs)).not.toContain(ticketOf(body as Link));
  });

  it('opened by two at once let one through', async () => {
    const ticket = ticketOf((await link(me, 'watch-tv').expect(200)).body as Link);
    const answers = await Promise.all([open(ticket), open(ticket), open(ticket)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 410, 410]);
  });

  it('are refused when they are not ours or too old', async () => {
    const ticket = ticketOf((await link(me, 'watch-tv').expect(200)).body as Link);
    const [payload = '', mac = ''] = ticket.split('.');
    const forged = Buffer.from(
      Buffer.from(payload, 'base64url')
        .toString()
        .replace(/"e":\d+/, '"e":9999999999'),
    ).toString('base64url');
    expectProblem(await open(`${forged}.${mac}`), 404, 'NOT_FOUND');
    expectProblem(await open('nonsense'), 400, 'VALIDATION_ERROR');
    expectProblem(await product.http().get('/app/v1/svas/activation'), 400, 'VALIDATION_ERROR');
    const realNow = Date.now;
    const later = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 601_000);
    expectProblem(await open(ticket), 410, 'LINK_EXPIRED');
    later.mockRestore();
    // What was refused is not used up.
    await open(ticket).expect(302);
  });

  it('of a provider lead to the first service that the customer has', async () => {
    for (const [provider, page] of [
      ['PLAYHUB', 'watch-tv'],
      ['neo', 'neo-tv'],
      ['BITTRAINERS', 'bit-trainers'],
    ]) {
      const { body } = await link(me, `providers/${provider}`).expect(200);
      const opened = await open(ticketOf(body as Link)).expect(302);
      expect(opened.headers['location']).toBe(`https://provedor.example/svas/${page}/ativar`);
    }
    const asked = new URL(product.erp.journal.calls(NEO)[0]!.path, 'http://erp');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      subscriber_id: '81593',
      resource_id: 'NEO_TV',
      country_code: 'BR',
      action_id: 'VIEW',
      ip_address: '127.0.0.1',
    });
    expect(product.erp.journal.calls(BIT)).toHaveLength(1);
    expect((await statuses(me))['neo-tv']).toBe('ACTIVE');
  });

  it('are not for who has not got the service', async () => {
    expectProblem(await link(me, 'uol'), 403, 'SVA_NOT_ENTITLED');
    const { playhub } = product.erp.state;
    const had = playhub.get(81593)!;
    playhub.delete(81593);
    try {
      expectProblem(await link(me, 'providers/PLAYHUB'), 403, 'SVA_NOT_ENTITLED');
    } finally {
      playhub.set(81593, had);
    }
    expectProblem(await link(other, 'watch-tv', '311622'), 409, 'CONTRACT_BLOCKED');
  });

  it('answer problems', async () => {
    expectProblem(await link(me, 'providers/NETFLIX'), 404, 'NOT_FOUND');
    expectProblem(await link(me, 'nothing'), 404, 'NOT_FOUND');
    expectProblem(await link(other, 'watch-tv', '899059'), 404, 'NOT_FOUND');
    expectProblem(await link(other, 'providers/PLAYHUB', '899059'), 404, 'NOT_FOUND');
    expectProblem(await product.http().get('/app/v1/svas/watch-tv/activation-link').set(me), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
    product.erp.faults.set(PLAYHUB, { kind: 'error-envelope' });
    expectProblem(await link(me, 'watch-tv'), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('never blame the customer for a service user that the ERP refuses', async () => {
    const user = product.erp.state.applicationUsers.user(285)!;
    user.password = 'changed';
    try {
      expectProblem(await link(me, 'watch-tv'), 502, 'UPSTREAM_BAD_RESPONSE');
    } finally {
      user.password = 'abc123';
    }
  });

  it('that nobody used are forgotten', async () => {
    await link(me, 'watch-tv').expect(200);
    await product.dataSource.query(`UPDATE sva_activation_link SET expires_at = now() - interval '8 days'`);
    const admin = await product.loginAdmin();
    await product.http().post('/app/v1/admin/jobs/sva-links.purge/run').set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    expect(await product.dataSource.query('SELECT id FROM sva_activation_link')).toEqual([]);
  });
});

describe('an included service', () => {
  it('is activated with a link, and the consent is kept', async () => {
    const { body } = await activate(me, 'neo-tv', { contract_id: '899059' }).expect(201);
    expect(body).toEqual({
      sva_id: 'neo-tv',
      activation_link: { url: expect.any(String), expires_at: expect.any(String) },
    });
    expect((await statuses(me))['neo-tv']).toBe('PENDING_ACTIVATION');
    await open(ticketOf((body as { activation_link: Link }).activation_link)).expect(302);
    expect((await statuses(me))['neo-tv']).toBe('ACTIVE');
    await activate(me, 'neo-tv', { contract_id: '899059', accepted_price_cents: 0 }).expect(201);
    const consents = await product.dataSource.query(
      'SELECT state, accepted_price_cents, consent_address, consented_at FROM sva_activation',
    );
    expect(consents).toEqual([
      { state: 'done', accepted_price_cents: 0, consent_address: '127.0.0.1', consented_at: expect.any(Date) },
    ]);
    expect(charges()).toEqual([]);
  });

  it('costs nothing, and nobody may think otherwise', async () => {
    const answer = await activate(me, 'neo-tv', { contract_id: '899059', accepted_price_cents: 100 });
    expectProblem(answer, 409, 'SVA_PRICE_CHANGED');
    expect(answer.body).toMatchObject({ price_cents: 0 });
  });
});

describe('a service whose provider knows customers by their log-in', () => {
  it('is activated with the customer’s own credential, and asks for it where there is none', async () => {
    await activate(me, 'bit-trainers', { contract_id: '899059' }).expect(201);
    expect(product.erp.journal.calls(BIT)).toHaveLength(1);
    const without = await product.loginCustomer();
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    product.erp.journal.clear();
    expectProblem(
      await activate(without, 'bit-trainers', { contract_id: '899059' }),
      428,
      'UPSTREAM_CREDENTIALS_REQUIRED',
    );
    expectProblem(await link(without, 'bit-trainers'), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expect(product.erp.journal.calls(BIT)).toEqual([]);
    me = await product.loginCustomer();
  });
});

describe('a paid service', () => {
  it('is charged once, with the consent and its reference', async () => {
    await activate(me, 'uol', paid, { 'user-agent': 'app/1.2.3' }).expect(201);
    expect(charges()).toEqual([expect.objectContaining({ contractId: 899059, serviceId: 214, instalments: 1 })]);
    const [row] = await product.dataSource.query<Record<string, unknown>[]>(
      'SELECT id, state, accepted_price_cents, erp_charge_id, consent_user_agent FROM sva_activation',
    );
    expect(row).toMatchObject({
      state: 'done',
      accepted_price_cents: 1490,
      erp_charge_id: '646225',
      consent_user_agent: 'app/1.2.3',
    });
    expect(charges()[0]?.note).toContain(String(row?.['id']));
    expect((await statuses(me))['uol']).toBe('PENDING_ACTIVATION');
    // Bought, so there is a link to it; and nobody buys it twice.
    await link(me, 'uol').expect(200);
    expectProblem(await activate(me, 'uol', paid), 409, 'SVA_ALREADY_ACTIVE');
    expect(charges()).toHaveLength(1);
  });

  it.each([
    ['another price', { ...paid, accepted_price_cents: 990 }],
    ['no price', { contract_id: '899059' }],
    ['nothing', { ...paid, accepted_price_cents: 0 }],
  ])('is not charged to who accepted %s', async (_, body) => {
    const answer = await activate(me, 'uol', body);
    expectProblem(answer, 409, 'SVA_PRICE_CHANGED');
    expect(answer.body).toMatchObject({ price_cents: 1490 });
    expect(product.erp.journal.calls(CHARGE)).toEqual([]);
  });

  it('is not charged when the ERP would charge another price than the one that was shown', async () => {
    await product.dataSource.query(`UPDATE sva SET price_cents = 990 WHERE id = 'uol'`);
    try {
      const answer = await activate(me, 'uol', { ...paid, accepted_price_cents: 990 });
      expectProblem(answer, 409, 'SVA_PRICE_CHANGED');
      expect(answer.body).toMatchObject({ price_cents: 1490 });
    } finally {
      await product.dataSource.query(`UPDATE sva SET price_cents = 1490 WHERE id = 'uol'`);
    }
    expect(charges()).toEqual([]);
  });

  it('is not charged to who has it already, or where it is not sold', async () => {
    setUol(true);
    expectProblem(await activate(me, 'uol', paid), 409, 'SVA_ALREADY_ACTIVE');
    setUol(false);
    await product.dataSource.query(`UPDATE sva SET erp_service_id = '999' WHERE id = 'uol'`);
    try {
      expectProblem(await activate(me, 'uol', paid), 403, 'SVA_NOT_ENTITLED');
    } finally {
      await product.dataSource.query(`UPDATE sva SET erp_service_id = '214' WHERE id = 'uol'`);
    }
    expect(charges()).toEqual([]);
  });

  it('of two taps at once is charged once', async () => {
    const answers = await Promise.all([
      activate(me, 'uol', paid),
      activate(me, 'uol', paid),
      activate(me, 'uol', paid),
    ]);
    const codes = answers.map(({ status }) => status);
    expect(codes.filter((status) => status === 201)).toHaveLength(1);
    expect(codes.filter((status) => status === 409)).toHaveLength(2);
    expect(charges()).toHaveLength(1);
  });

  it('gives the same answer under the same key', async () => {
    const key = { 'idempotency-key': 'sva-1' };
    const first = await activate(me, 'uol', paid, key).expect(201);
    const again = await activate(me, 'uol', paid, key).expect(201);
    expect(again.text).toBe(first.text);
    expect(charges()).toHaveLength(1);
  });

  it.each([
    ['was cut off', { kind: 'reset-after' } as const],
    ['came too late', { kind: 'slow-after', ms: 3_000 } as const],
  ])('is charged once when the answer %s, and found by reading', async (_, fault) => {
    product.erp.faults.set(CHARGE, fault);
    expectProblem(await activate(me, 'uol', paid), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    expect((await statuses(me))['uol']).toBe('PENDING_ACTIVATION');
    expectProblem(await link(me, 'uol'), 403, 'SVA_NOT_ENTITLED');
    // Nobody knows yet: nothing is sent again.
    expectProblem(await activate(me, 'uol', paid), 504, 'OUTCOME_UNCERTAIN');
    setUol(true);
    await activate(me, 'uol', paid).expect(201);
    expect(await activationState()).toBe('done');
    await link(me, 'uol').expect(200);
    expect(charges()).toHaveLength(1);
    expect(product.erp.journal.calls(CHARGE)).toHaveLength(1);
  });

  it('whose answer was lost is looked up without the customer', async () => {
    product.erp.faults.set(CHARGE, { kind: 'reset-after' });
    expectProblem(await activate(me, 'uol', paid), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    setUol(true);
    await product.dataSource.query(`UPDATE work_item SET run_at = now() WHERE topic = 'acts.settle'`);
    await until(async () => (await activationState()) === 'done');
    expect(product.erp.journal.calls(CHARGE)).toHaveLength(1);
  });

  it('of a provider that tells nothing waits for people when the answer was lost', async () => {
    await product.dataSource.query(`UPDATE sva SET provider = 'NEO' WHERE id = 'uol'`);
    try {
      product.erp.faults.set(CHARGE, { kind: 'reset-after' });
      expectProblem(await activate(me, 'uol', paid), 504, 'OUTCOME_UNCERTAIN');
      product.erp.faults.clear();
      await product.dataSource.query(`UPDATE work_item SET run_at = now() WHERE topic = 'acts.settle'`);
      await until(async () => (await actState()) === 'unreadable');
      expect(await activationState()).toBe('sending');
      expectProblem(await activate(me, 'uol', paid), 504, 'OUTCOME_UNCERTAIN');
      expect(charges()).toHaveLength(1);
    } finally {
      await product.dataSource.query(`UPDATE sva SET provider = 'PLAYHUB' WHERE id = 'uol'`);
    }
  });

  it('is not charged when the ERP refuses, and can be asked for again', async () => {
    product.erp.faults.set(CHARGE, { kind: 'status', status: 429, retryAfter: 7 });
    expectProblem(await activate(me, 'uol', paid), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    expect((await statuses(me))['uol']).toBe('AVAILABLE');
    await activate(me, 'uol', paid).expect(201);
    expect(charges()).toHaveLength(1);
  });

  it('answers problems', async () => {
    expectProblem(await activate(other, 'uol', paid), 404, 'NOT_FOUND');
    expectProblem(await activate(me, 'nothing', paid), 404, 'NOT_FOUND');
    expectProblem(await activate(me, 'uol', { ...paid, accepted_price_cents: 14.9 }), 400, 'VALIDATION_ERROR');
    expectProblem(await activate(me, 'uol', { accepted_price_cents: 1490 }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
    expectProblem(await activate(other, 'uol', { ...paid, contract_id: '311622' }), 409, 'CONTRACT_BLOCKED');
    product.erp.faults.set(PRICES, { kind: 'truncated' });
    expectProblem(await activate(me, 'uol', paid), 502, 'UPSTREAM_BAD_RESPONSE');
    expect(charges()).toEqual([]);
  });
});
