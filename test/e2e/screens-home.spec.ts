import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PopupShowingService } from '../../src/modules/popups/popup-showing.service.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { clearContent, writeContent } from '../support/screen-content.js';
import { actionOf, follow, sectionOf, sectionsOf, statesOf } from '../support/screens.js';

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const BILLS = 'webservice-cliente.customer-bills.list-all';
const LINE = 'webservice-cliente.customer-bills.read-digitable-line';
const CONNECTIONS = 'webservice-cliente.equipment.list-last-connections';
const CONTRACT = '899059';

const BUDGETS = { SECTION_BUDGET_MS: '600', HOME_BUDGET_MS: '900' };

const ORDER = [
  'blocking-banner',
  'warnings',
  'contracts',
  'connection',
  'invoices',
  'shortcuts',
  'banners',
  'menu',
  'popups',
  'messages',
];

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    ...BUDGETS,
    CONTENT_KEPT_SECONDS: '0',
  });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  await clearContent(product.dataSource);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const home = (caller: Caller, query = '') => product.http().get(`/app/v1/interface/home${query}`).set(caller);

describe('home', () => {
  // First, while nothing was read that could stand in.
  it('is answered with every upstream down', async () => {
    product.erp.faults.set('*', { kind: 'status', status: 503 });
    const answer = await home(me).expect(200);
    expect(answer.body).toMatchObject({ schema_version: 3, screen_id: 'home', layout: { order: ORDER } });
    expect(statesOf(answer)).toMatchObject({
      'blocking-banner': 'error',
      contracts: 'error',
      connection: 'error',
      invoices: 'error',
      shortcuts: 'empty',
      banners: 'empty',
      menu: 'empty',
      popups: 'empty',
      messages: 'empty',
    });
    const { data, actions } = sectionOf(answer, 'invoices');
    expect(data).toBeNull();
    expect(actions).toEqual([expect.objectContaining({ type: 'REFRESH' })]);
    // Nothing of the upstream's in it.
    expect(answer.text).not.toMatch(/503|ERP|upstream/i);
    product.erp.faults.clear();
  });

  it('of a hung upstream has its other sections whole, and does not wait for it', async () => {
    // Longer than any section waits.
    const fresh = await startTestApplication({ ...BUDGETS, WEBSERVICE_CLIENTE_TIMEOUT_MS: '60000' });
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set(CONNECTIONS, { kind: 'hang' });
      const answer = await fresh.http().get('/app/v1/interface/home').set(caller).expect(200);
      // It hangs still.
      expect(fresh.erp.journal.calls(CONNECTIONS).map(({ status }) => status)).toEqual([null]);
      expect(statesOf(answer)).toMatchObject({
        'blocking-banner': 'ok',
        contracts: 'ok',
        connection: 'error',
        invoices: 'ok',
      });
    } finally {
      await fresh.close();
    }
  });

  it('shows a bill also while what adds to it hangs', async () => {
    const fresh = await startTestApplication({ ...BUDGETS, WEBSERVICE_CLIENTE_TIMEOUT_MS: '60000' });
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set(LINE, { kind: 'hang' });
      const answer = await fresh.http().get('/app/v1/interface/home').set(caller).expect(200);
      expect(sectionOf(answer, 'invoices')).toMatchObject({ state: 'ok', data: { card: { id: '8768701' } } });
      expect(answer.text).not.toContain('COPY_BARCODE');
    } finally {
      await fresh.close();
    }
  });

  it('reads what its sections share once', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.journal.clear();
      await fresh.http().get('/app/v1/interface/home').set(caller).expect(200);
      expect(fresh.erp.journal.count(OVERVIEW)).toBe(1);
      expect(fresh.erp.journal.count(BILLS)).toBe(1);
      expect(fresh.erp.journal.count(CONNECTIONS)).toBe(1);
    } finally {
      await fresh.close();
    }
  });

  it('shows what was kept of a section that cannot be read, to the customer whose it is', async () => {
    const good = await home(me).expect(200);
    expect(sectionOf(good, 'popups').state).toBe('empty');
    const select = jest.spyOn(product.app.get(PopupShowingService), 'select').mockRejectedValue(new Error('broken'));
    try {
      const stale = sectionOf(await home(me).expect(200), 'popups');
      expect(stale).toMatchObject({ state: 'stale', data: { count: 0 } });
      expect(stale.as_of).toMatch(/-03:00$/);
      // Another app, or another customer, was never shown it.
      const elsewhere = { ...me, 'x-app-platform': 'ios', 'x-app-version': '3.6.0' };
      expect(sectionOf(await home(elsewhere).expect(200), 'popups')).toMatchObject({ state: 'error', data: null });
      expect(sectionOf(await home(other).expect(200), 'popups')).toMatchObject({ state: 'error', data: null });
    } finally {
      select.mockRestore();
    }
    expect(product.logs).toContainEqual(
      expect.objectContaining({ msg: 'a section could not be read', section: 'popups' }),
    );
  });

  it('shows what administrators wrote, and leads nowhere it may not', async () => {
    await writeContent(product.dataSource, CONTRACT);
    const answer = await home(me).expect(200);
    expect(sectionOf(answer, 'warnings')).toMatchObject({
      state: 'ok',
      data: { items: [{ title: 'Falha na sua região', contract_ids: [CONTRACT] }] },
    });
    expect(sectionOf(answer, 'banners')).toMatchObject({
      data: { items: [{ title: 'Indique e ganhe', action: { type: 'DEEPLINK', value: 'provider://referrals' } }] },
    });
    expect(sectionOf(answer, 'shortcuts')).toMatchObject({ data: { items: [{ code: 'REFERRAL' }] } });
    // No host is allowed here: the entry that leads to one is gone.
    expect(sectionOf(answer, 'menu')).toMatchObject({ data: { items: [{ code: 'INVOICES' }] } });
    expect(answer.text).not.toContain('www.example.com');
    expect(sectionOf(answer, 'popups')).toMatchObject({ data: { count: 1, blocking: false } });
    expect(sectionOf(answer, 'messages')).toMatchObject({ data: { unread_count: 1 } });
    const theirs = await home(other).expect(200);
    expect(statesOf(theirs)).toMatchObject({ warnings: 'empty', messages: 'empty' });
    await clearContent(product.dataSource);
  });

  it('keeps to one contract when asked', async () => {
    const answer = await home(me, '?contractId=1283299').expect(200);
    expect(sectionOf(answer, 'blocking-banner').state).toBe('empty');
    expect(sectionOf(answer, 'invoices')).toMatchObject({ data: { card: { id: '8768702' }, overdue_count: 0 } });
    expect(sectionOf(answer, 'connection')).toMatchObject({ data: { contract_id: '1283299' } });
  });

  it('leads on', async () => {
    const answer = await home(me).expect(200);
    for (const [id, action] of [
      ['invoices', 'PAY'],
      ['invoices', 'INVOICES'],
      ['contracts', 'CONTRACTS'],
      ['blocking-banner', 'PAY'],
      ['blocking-banner', 'NEGOTIATE'],
      ['popups', 'POPUPS'],
      ['messages', 'MESSAGES'],
    ] as const) {
      const led = await follow(product, me, actionOf(sectionOf(answer, id).actions, action));
      expect({ id, action, status: led.status }).toEqual({ id, action, status: 200 });
    }
  });

  it('is not sent again to whoever has it', async () => {
    const first = await home(other).expect(200);
    const tag = String(first.headers['etag']);
    expect(tag).toBe((first.body as { etag: string }).etag);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const second = await home(other).set('if-none-match', tag);
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
    expect(second.headers['etag']).toBe(tag);
    await writeContent(product.dataSource, '311622');
    const third = await home(other).set('if-none-match', tag).expect(200);
    expect(third.headers['etag']).not.toBe(tag);
    await clearContent(product.dataSource);
  });

  it('has words for apps that do not know a section', async () => {
    const answer = await home(me).set({ 'x-app-platform': 'ios', 'x-app-version': '3.0.0' }).expect(200);
    const sections = sectionsOf(answer);
    expect(sections.get('connection')).toMatchObject({ type: 'TEXT', version: 1 });
    expect(sections.get('contracts')).toMatchObject({ type: 'CONTRACT_LIST' });
    expect(sections.has('popups')).toBe(false);
  });

  it('of a foreign contract is not found, of none a mistake, and the ERP is not asked', async () => {
    product.erp.journal.clear();
    expectProblem(await home(other, `?contractId=${CONTRACT}`), 404, 'NOT_FOUND');
    expectProblem(await home(me, '?contractId=abc'), 400, 'VALIDATION_ERROR');
    expectProblem(await home(me, '?contractId=12345678901234567890'), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});
