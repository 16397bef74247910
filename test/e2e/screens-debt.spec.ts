import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { actionOf, follow, type ScreenAction, sectionOf } from '../support/screens.js';

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const BILLS = 'webservice-cliente.customer-bills.list-all';
const STATUS = 'webservice-cliente.contract.read';

/** Of the second customer, with two overdue bills. */
const SUSPENDED = '311622';
const OVERDUE = '899059';
const IN_ORDER = '1283299';
const RETIRED = { 'x-app-platform': 'android', 'x-app-version': '2.9.9' };

let product: TestApplication;
let me: Caller;
let suspended: Caller;
beforeAll(async () => {
  product = await startTestApplication({ LINK_HOSTS: '' });
  me = await product.loginCustomer();
  suspended = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const banner = (caller: Caller, query = '') =>
  product.http().get(`/app/v1/interface/banner-blocking${query}`).set(caller);
const trust = (caller: Caller, query = '') => product.http().get(`/app/v1/interface/license-trust${query}`).set(caller);
const ids = (actions: readonly ScreenAction[]) => actions.map(({ id }) => id);

describe('blocking banner', () => {
  // First, while nothing was read that could stand in.
  it.each([
    ['the contracts', OVERVIEW, () => me],
    ['the bills', BILLS, () => suspended],
  ])('is a problem while %s cannot be read: half a notice is none', async (_, operation, caller) => {
    product.erp.faults.set(operation, { kind: 'status', status: 500 });
    expectProblem(await banner(caller()), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(operation, { kind: 'garbage' });
    expectProblem(await banner(caller()), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('is nothing where nothing is owed', async () => {
    const answer = await banner(me, `?contractId=${IN_ORDER}`).expect(204);
    expect(answer.text).toBe('');
    expect(answer.headers['etag']).toBeUndefined();
  });

  it('tells when the service will be suspended, and leads to paying the one bill', async () => {
    const { data, actions, type } = sectionOf(
      await banner(me, `?contractId=${OVERDUE}`).expect(200),
      'blocking-banner',
    );
    const due = addDays(todayInSaoPaulo(), -12);
    expect(type).toBe('BLOCKING_BANNER');
    expect(data).toMatchObject({
      contract_id: OVERDUE,
      severity: 'HIGH',
      stage: 'SUSPENSION_NEAR',
      facts: {
        reason: 'OVERDUE_BILLS',
        amount_cents: 10_230,
        months: [due.slice(0, 7)],
        due_date: due,
        suspension_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        rescission_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        credit_bureau_possible: true,
        restored_within_hours: 24,
      },
      trust_until: null,
    });
    expect(ids(actions)).toEqual(['PAY', 'NEGOTIATE']);
    const paying = await follow(product, me, actionOf(actions, 'PAY'));
    expect(paying.status).toBe(200);
    expect(paying.body).toMatchObject({ screen_id: 'payment-flow' });
  });

  it('of a suspended contract offers all ways out, and each of them is open', async () => {
    const { data, actions } = sectionOf(await banner(suspended).expect(200), 'blocking-banner');
    expect(data).toMatchObject({ contract_id: SUSPENDED, severity: 'CRITICAL', stage: 'SUSPENDED' });
    expect(ids(actions)).toEqual(['PAY', 'TRUST_UNLOCK', 'NEGOTIATE']);
    for (const action of actions) {
      expect({ id: action.id, status: (await follow(product, suspended, action)).status }).toEqual({
        id: action.id,
        status: 200,
      });
    }
  });

  it('is among all that the customer is warned of', async () => {
    const { body } = await product.http().get('/app/v1/interface/banners/warnings').set(suspended).expect(200);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        kind: 'BLOCKING',
        severity: 'CRITICAL',
        title: 'Serviço suspenso',
        dismissible: false,
        actions: [
          { label: 'Ver faturas', type: 'NAVIGATE', value: `/app/v1/interface/invoices?contractId=${SUSPENDED}` },
        ],
      }),
    );
  });

  it('does not press for what is contested', async () => {
    await product.dataSource.query(
      `INSERT INTO billing_dispute (customer_id, invoice_id, contract_id, invoice_amount_cents, amount_cents, reason,
                                    description, items, answer_due_at, state, protocol)
       SELECT customer_id, '8768701', $1, 9990, 9990, 'OTHER', 'x', '{}', now(), 'open', '1'
         FROM owned_resource WHERE kind = 'contract' AND resource_id = $1`,
      [OVERDUE],
    );
    await banner(me, `?contractId=${OVERDUE}`).expect(204);
    await product.dataSource.query('DELETE FROM billing_dispute');
  });

  it('is shown to retired versions of the app too, in words', async () => {
    const answer = await banner({ ...suspended, ...RETIRED }).expect(200);
    expect(sectionOf(answer, 'blocking-banner')).toMatchObject({ type: 'TEXT', data: { title: 'Serviço suspenso' } });
  });

  it('is not sent again to whoever has it', async () => {
    const tag = String((await banner(suspended).expect(200)).headers['etag']);
    expect((await banner(suspended).set('if-none-match', tag)).status).toBe(304);
  });

  it('of a foreign contract is not found, of none a mistake, and the ERP is not asked', async () => {
    expectProblem(await banner(suspended, `?contractId=${OVERDUE}`), 404, 'NOT_FOUND');
    expectProblem(await banner(me, '?contractId=x'), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('trust unlock screen', () => {
  it('is a problem while the ERP is down', async () => {
    product.erp.faults.set(STATUS, { kind: 'status', status: 500 });
    expectProblem(await trust(suspended), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('says why a contract cannot be unlocked', async () => {
    const { data, actions } = sectionOf(await trust(me, `?contractId=${OVERDUE}`).expect(200), 'trust-unlock');
    expect(data).toMatchObject({
      contract_id: OVERDUE,
      eligible: false,
      reason: 'NOT_SUSPENDED',
      reason_text: 'O serviço deste contrato não está suspenso.',
    });
    expect(ids(actions)).toEqual(['PAY']);
  });

  it('chooses a contract on trust where none is suspended', async () => {
    const { data } = sectionOf(await trust(me).expect(200), 'trust-unlock');
    expect(data).toMatchObject({ contract_id: '1283303', eligible: false, reason: 'ALREADY_ACTIVE' });
  });

  it('does not offer what an app cannot send', async () => {
    const answer = await trust({ ...suspended, 'x-app-platform': 'ios', 'x-app-version': '3.1.0' }).expect(200);
    const section = sectionOf(answer, 'trust-unlock');
    expect(section.type).toBe('TEXT');
    expect(ids(section.actions)).toEqual(['PAY']);
  });

  it('of a foreign contract is not found, of none a mistake, and the ERP is not asked', async () => {
    expectProblem(await trust(me, `?contractId=${SUSPENDED}`), 404, 'NOT_FOUND');
    expectProblem(await trust(me, '?contractId='), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  // Last: it changes the contract.
  it('unlocks by its action, and then says until when', async () => {
    const screen = sectionOf(await trust(suspended).expect(200), 'trust-unlock');
    expect(screen.data).toMatchObject({
      contract_id: SUSPENDED,
      eligible: true,
      days: 3,
      reason: null,
      warning: expect.stringContaining('a cobrança, a multa e os juros continuam'),
    });
    const confirm = actionOf(screen.actions, 'CONFIRM_TRUST_UNLOCK');
    expect(confirm).toMatchObject({ method: 'POST', confirm: { title: 'Liberar o acesso por 3 dias?' } });
    const unlocked = await follow(product, suspended, confirm);
    expect(unlocked.status).toBe(201);
    const until = (unlocked.body as { valid_until: string }).valid_until;
    const after = sectionOf(await trust(suspended).expect(200), 'trust-unlock');
    expect(after.data).toMatchObject({ eligible: false, reason: 'ALREADY_ACTIVE', active_until: until });
    expect(ids(after.actions)).toEqual(['PAY']);
    const { data, actions } = sectionOf(await banner(suspended).expect(200), 'blocking-banner');
    expect(data).toMatchObject({ stage: 'IN_TRUST', severity: 'HIGH', trust_until: until });
    expect(ids(actions)).not.toContain('TRUST_UNLOCK');
  });
});
