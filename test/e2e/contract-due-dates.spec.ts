import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { forgetCredentials } from '../support/credentials.js';
import { resetErp } from '../support/erp.js';
import { expectProblem } from '../support/problems.js';

const DUE_DATES = 'webservice-cliente.due-dates.list-active';
const CONTRACT = 'webservice-cliente.contract.read-with-bills';
const CHECK = 'webservice-cliente.due-dates.check-change';
const CHANGE = 'webservice-cliente.due-dates.change-for-contract';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

const list = (caller: Caller, contractId: string) =>
  product.http().get(`/app/v1/customers/due-dates?contractId=${contractId}`).set(caller);
const change = (caller: Caller, contractId: string, dueDateId: unknown) =>
  product.http().put(`/app/v1/customers/contracts/${contractId}/due-date`).set(caller).send({ due_date_id: dueDateId });
const dueDateOf = (contractId: number) => product.erp.state.contracts.get(contractId)?.dueDateId;

describe('list', () => {
  it('is a 503 while the ERP cannot be asked', async () => {
    product.erp.faults.set(CONTRACT, { kind: 'status', status: 500 });
    expectProblem(await list(me, '1283299'), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('offers days to a contract that owes nothing', async () => {
    const { body } = await list(me, '1283299').expect(200);
    expect(body).toEqual({
      current_id: '4',
      can_change: true,
      reason: null,
      items: [
        { id: '1', day: 1, billing_from: 2, billing_to: 1 },
        { id: '2', day: 5, billing_from: 6, billing_to: 5 },
        { id: '3', day: 8, billing_from: 9, billing_to: 8 },
        { id: '4', day: 10, billing_from: 11, billing_to: 10 },
        { id: '5', day: 15, billing_from: 16, billing_to: 15 },
      ],
    });
  });

  it('says why it cannot be changed now', async () => {
    expect((await list(me, '899059').expect(200)).body).toMatchObject({ can_change: false, reason: 'OPEN_INVOICE' });
    expect((await list(other, '311622').expect(200)).body).toMatchObject({
      can_change: false,
      reason: 'CONTRACT_NOT_SERVICEABLE',
    });
    product.erp.state.contractChanges.dueDateChanged.add(1283299);
    expect((await list(me, '1283299').expect(200)).body).toMatchObject({ reason: 'ALREADY_REQUESTED' });
  });

  it('does without the customer’s own credential', async () => {
    const caller = await product.loginCustomer();
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    product.erp.journal.clear();
    expect((await list(caller, '1283299').expect(200)).body).toMatchObject({ can_change: true });
    expect(product.erp.journal.count(CHECK)).toBe(0);
    me = await product.loginCustomer();
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await list(other, '899059'), 404, 'NOT_FOUND');
    expectProblem(await list(me, ''), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('change', () => {
  it('tells the pro-rata, takes effect at the ERP, and answers the same when it is asked again', async () => {
    const first = await change(me, '1283299', '5').expect(200);
    expect(first.body).toEqual({
      contract_id: '1283299',
      due_date_id: '5',
      day: 15,
      effective_from: 'NEXT_BILLING',
      pro_rata: { days: 5, amount_cents: 1_758, amount_formatted: 'R$ 17,58' },
      message:
        'O novo vencimento, dia 15, vale a partir do próximo faturamento. A primeira fatura traz também o valor proporcional de 5 dias, cerca de R$ 17,58.',
    });
    expect(dueDateOf(1283299)).toBe(5);
    expect((await change(me, '1283299', '5').expect(200)).body).toEqual(first.body);
    expect(product.erp.journal.count(CHANGE)).toBe(1);
    expectProblem(await change(me, '1283299', '1'), 409, 'DUE_DATE_CHANGE_REQUESTED');
    expect((await list(me, '1283299').expect(200)).body).toMatchObject({
      current_id: '5',
      reason: 'ALREADY_REQUESTED',
    });
  });

  it('is refused for the day it has, a day nobody offers, and contracts that may not', async () => {
    expectProblem(await change(me, '1283299', '4'), 422, 'SAME_DUE_DATE');
    expectProblem(await change(me, '1283299', '77'), 422, 'DUE_DATE_NOT_OFFERED');
    expectProblem(await change(me, '899059', '5'), 409, 'OPEN_INVOICE');
    expectProblem(await change(other, '311622', '5'), 422, 'CONTRACT_NOT_SERVICEABLE');
    product.erp.state.contractChanges.dueDateChanged.add(1283299);
    expectProblem(await change(me, '1283299', '5'), 409, 'DUE_DATE_CHANGE_REQUESTED');
    product.erp.state.contractChanges.dueDateChanged.clear();
    product.erp.faults.set(CHANGE, { kind: 'error-envelope' });
    expect([422, 503]).toContain((await change(me, '1283299', '5')).status);
    expect(dueDateOf(1283299)).toBe(4);
  });

  it.each([undefined, '', 'abc', 5, ['5']])('is refused of %j', async (dueDateId) => {
    expectProblem(await change(me, '1283299', dueDateId), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await change(other, '1283299', '5'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('fails while the ERP is down, and can be asked again', async () => {
    product.erp.faults.set(CHANGE, { kind: 'html' });
    expectProblem(await change(me, '1283299', '5'), 502, 'UPSTREAM_BAD_RESPONSE');
    product.erp.faults.clear();
    await change(me, '1283299', '5').expect(200);
  });

  it('of two taps at once is one', async () => {
    product.erp.faults.set(CHANGE, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([change(me, '1283299', '5'), change(me, '1283299', '5')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1].body).toEqual(answers[0].body);
    expect(product.erp.journal.count(CHANGE)).toBe(1);
  });

  it('offers stand in from before while the list of days fails', async () => {
    await list(me, '1283299').expect(200);
    product.erp.faults.set(DUE_DATES, { kind: 'status', status: 500 });
    await list(me, '1283299').expect(200);
  });
});
