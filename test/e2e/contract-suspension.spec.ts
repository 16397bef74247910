import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { resetErp } from '../support/erp.js';
import { expectProblem } from '../support/problems.js';

const CANDIDATES = 'webservice-cliente.contract-deactivation.list-candidates';
const SUSPEND = 'webservice-cliente.contract-deactivation.request';
/** Of a customer that owes nothing on it. */
const CONTRACT = '1283299';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '600' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

const today = todayInSaoPaulo();
const suspend = (caller: Caller, contractId: string, body: object, headers: Caller = {}) =>
  product
    .http()
    .post(`/app/v1/customers/contracts/${contractId}/temporary-suspension`)
    .set(caller)
    .set(headers)
    .send(body);
const slash = (date: string) => date.split('-').reverse().join('/');
const states = async () =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM irreversible_act ORDER BY sent_at')).map(
    ({ state }) => state,
  );

describe('temporary suspension', () => {
  it('is requested from today for 30 days, and answered the same when it is asked again', async () => {
    const first = await suspend(me, CONTRACT, { days: 30 }).expect(201);
    const end = addDays(today, 29);
    expect(first.body).toEqual({
      contract_id: CONTRACT,
      status: 'REQUESTED',
      starts_on: today,
      ends_on: end,
      days: 30,
      message: `Suspensão temporária solicitada de ${slash(today)} a ${slash(end)}, sem custo. O provedor tem até 24 horas para efetivá-la.`,
    });
    expect(product.erp.journal.calls(SUSPEND)[0]?.body).toEqual({
      idContrato: 1283299,
      quantidadeDias: 30,
      dataInicio: today.split('-').reverse().join('-'),
    });
    expect((await suspend(me, CONTRACT, { days: 30 }).expect(201)).body).toEqual(first.body);
    expect(product.erp.journal.count(SUSPEND)).toBe(1);
  });

  it('can be had once a year', async () => {
    await suspend(me, CONTRACT, { days: 120, starts_on: addDays(today, 10) }).expect(201);
    expectProblem(await suspend(me, CONTRACT, { days: 30 }), 409, 'SUSPENSION_USED');
    await product.dataSource.query('DELETE FROM irreversible_act');
    // The provider remembers too.
    expectProblem(await suspend(me, CONTRACT, { days: 30 }), 409, 'SUSPENSION_USED');
    expect(product.erp.journal.count(SUSPEND)).toBe(1);
  });

  it('is refused with an overdue bill, and of contracts that are not in use', async () => {
    expectProblem(await suspend(me, '899059', { days: 30 }), 409, 'OPEN_INVOICE');
    expectProblem(await suspend(other, '311622', { days: 30 }), 422, 'CONTRACT_NOT_SERVICEABLE');
    expect(product.erp.journal.count(SUSPEND)).toBe(0);
  });

  it.each([
    { days: 29 },
    { days: 121 },
    { days: 30.5 },
    { days: '30' },
    {},
    { days: 30, starts_on: addDays(today, -1) },
    { days: 30, starts_on: addDays(today, 61) },
    { days: 30, starts_on: '2026-02-31' },
    { days: 30, starts_on: 'amanhã' },
  ])('is refused for %j', async (body) => {
    expectProblem(await suspend(me, CONTRACT, body), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await suspend(other, CONTRACT, { days: 30 }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('fails while the ERP cannot be asked, and leaves nothing behind', async () => {
    product.erp.faults.set(CANDIDATES, { kind: 'html' });
    expectProblem(await suspend(me, CONTRACT, { days: 30 }), 502, 'UPSTREAM_BAD_RESPONSE');
    expect(await states()).toEqual([]);
  });

  it('of two taps at once is one', async () => {
    product.erp.faults.set(SUSPEND, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([suspend(me, CONTRACT, { days: 30 }), suspend(me, CONTRACT, { days: 30 })]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1].body).toEqual(answers[0].body);
    expect(product.erp.journal.count(SUSPEND)).toBe(1);
  });

  it.each([{ kind: 'reset-after' }, { kind: 'slow-after', ms: 1_500 }] as const)(
    'is read back after a lost answer ($kind)',
    async (fault) => {
      product.erp.faults.set(SUSPEND, { ...fault, times: 1 });
      expect((await suspend(me, CONTRACT, { days: 30 }).expect(201)).body).toMatchObject({ status: 'REQUESTED' });
      await suspend(me, CONTRACT, { days: 30 }).expect(201);
      expect(product.erp.journal.count(SUSPEND)).toBe(1);
      expect(await states()).toEqual(['done']);
    },
  );

  it('stays uncertain while nothing shows it, and is sent again only once it would have shown', async () => {
    product.erp.faults.set(SUSPEND, { kind: 'reset', times: 1 });
    const lost = await suspend(me, CONTRACT, { days: 30 });
    // A connection that broke may have carried the request.
    expectProblem(lost, 504, 'OUTCOME_UNCERTAIN');
    expectProblem(await suspend(me, CONTRACT, { days: 30 }), 504, 'OUTCOME_UNCERTAIN');
    expect(product.erp.journal.count(SUSPEND)).toBe(1);
    await product.dataSource.query("UPDATE irreversible_act SET sent_at = now() - interval '3 minutes'");
    await suspend(me, CONTRACT, { days: 30 }).expect(201);
    expect(product.erp.journal.count(SUSPEND)).toBe(2);
    expect(await states()).toEqual(['not_done', 'done']);
  });

  it('is settled by reading when the process died with it in hand', async () => {
    product.erp.state.contractChanges.deactivations.push({ contractId: 1283299, from: today, days: 30 });
    await product.dataSource.query(
      `INSERT INTO irreversible_act (customer_id, contract_id, kind, subject, state, request, sent_at)
       SELECT id, $1, 'contract.temporary-suspension', 'contract.temporary-suspension:' || $1, 'sent', $2,
              now() - interval '90 seconds'
       FROM customer_account WHERE erp_customer_id = '81593'`,
      [CONTRACT, JSON.stringify({ startsOn: today, days: 30 })],
    );
    await suspend(me, CONTRACT, { days: 30 }).expect(201);
    expect(product.erp.journal.count(SUSPEND)).toBe(0);
    expect(await states()).toEqual(['done']);
  });

  it('honours Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'suspend-1' };
    const first = await suspend(me, CONTRACT, { days: 30 }, key).expect(201);
    expect((await suspend(me, CONTRACT, { days: 30 }, key).expect(201)).text).toBe(first.text);
    expectProblem(await suspend(me, CONTRACT, { days: 31 }, key), 422, 'IDEMPOTENCY_KEY_REUSED');
  });
});
