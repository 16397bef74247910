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

const TOTALS = 'webservice-cliente.contract-usage.read-call-totals';
const CALLS = 'webservice-cliente.contract-usage.list-calls';
const OPEN = 'webservice-cliente.service-orders.open';
const PHONE = '1500001';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '600' });
  addPhoneContract();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  // Reading the list is what makes the contract the customer's own.
  await product.http().get('/app/v1/customers/contracts').set(me).expect(200);
});
afterAll(() => product.close());
beforeEach(async () => {
  resetErp(product.erp);
  addPhoneContract();
  await product.dataSource.query('DELETE FROM irreversible_act');
  product.erp.journal.clear();
});

function addPhoneContract(): void {
  const { state } = product.erp;
  const model = state.contracts.get(1283299)!;
  state.addContract({ ...model, id: Number(PHONE), plan: 'FALA BEM ILIMITADO', service: 'TELEFONIA' });
}

const get = (caller: Caller, contractId: string, what: string) =>
  product.http().get(`/app/v1/customers/contracts/${contractId}/${what}`).set(caller);
const collect = (caller: Caller, contractId: string, enabled: unknown) =>
  product.http().put(`/app/v1/customers/contracts/${contractId}/collect-calls`).set(caller).send({ enabled });

interface Total {
  kind: string;
  duration_s: number;
  minutes: number;
}

describe('phone', () => {
  it('tells the line, its plan and this month’s use', async () => {
    const { body } = await get(me, PHONE, 'phone').expect(200);
    expect(body).toMatchObject({
      contract_id: PHONE,
      number: '+553139392743',
      plan: 'FALA BEM ILIMITADO',
      blocks: { collect_calls: { requested: null, protocol: null } },
      included_minutes: null,
    });
    const { usage, used_minutes } = body as { usage: Total[]; used_minutes: number };
    expect(used_minutes).toBe(usage.reduce((sum, { minutes }) => sum + minutes, 0));
  });

  it('stands without its number when only the calls fail', async () => {
    product.erp.faults.set(CALLS, { kind: 'html' });
    expect((await get(me, PHONE, 'phone').expect(200)).body).toMatchObject({ number: null });
  });

  it('is there for an internet contract that is sold with a line', async () => {
    const { body } = await get(me, '1283299', 'call-history').expect(200);
    expect(body).toMatchObject({ contract_id: '1283299', items: expect.any(Array) });
  });
});

describe('call history', () => {
  it('has minutes by kind that add up', async () => {
    const { body } = await get(me, PHONE, 'call-history').expect(200);
    const { items, total_duration_s, total_minutes } = body as {
      items: Total[];
      total_duration_s: number;
      total_minutes: number;
    };
    expect(total_duration_s).toBe(items.reduce((sum, item) => sum + item.duration_s, 0));
    expect(total_minutes).toBe(items.reduce((sum, item) => sum + item.minutes, 0));
    for (const item of items) expect(item.minutes).toBe(Math.ceil(item.duration_s / 60));
  });
});

describe.each(['phone', 'call-history'])('%s', (what) => {
  it('is refused of a contract without telephony', async () => {
    expectProblem(await get(me, '899059', what), 422, 'NOT_A_PHONE_CONTRACT');
  });

  it('is a 502 when the ERP answers a page', async () => {
    product.erp.faults.set(TOTALS, { kind: 'html' });
    expectProblem(await get(me, PHONE, what), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await get(other, PHONE, what), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('asks for the password in a session without one', async () => {
    const caller = await product.loginCustomer();
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    expectProblem(await get(caller, PHONE, what), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expect(product.erp.journal.count(TOTALS)).toBe(0);
    me = await product.loginCustomer();
  });

  it('asks for the password when the provider knows another by now', async () => {
    const caller = await product.loginCustomer();
    const customer = product.erp.state.customers.get(81593)!;
    customer.password = 'another-one';
    expectProblem(await get(caller, PHONE, what), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
  });
});

describe('collect calls', () => {
  it('are asked for once while the request waits, and again the other way', async () => {
    const first = await collect(me, PHONE, true).expect(202);
    expect(first.body).toEqual({ protocol: expect.stringMatching(/^\d+$/), status: 'REQUESTED', enabled: true });
    expect((await collect(me, PHONE, true).expect(202)).body).toEqual(first.body);
    expect(product.erp.journal.count(OPEN)).toBe(1);
    expect(product.erp.journal.calls(OPEN)[0]?.body).toMatchObject({ idContrato: 1500001, idTipoAtendimento: 46 });
    const second = await collect(me, PHONE, false).expect(202);
    expect(second.body).not.toEqual(first.body);
    expect((await get(me, PHONE, 'phone').expect(200)).body).toMatchObject({
      blocks: { collect_calls: { requested: false, protocol: (second.body as { protocol: string }).protocol } },
    });
  });

  it('are asked for again after the provider closed the request', async () => {
    const { body } = await collect(me, PHONE, true).expect(202);
    const { protocol } = body as { protocol: string };
    const order = [...product.erp.state.serviceOrders.values()].find((row) => row.protocol === protocol)!;
    order.status = 'SOLUCIONADO';
    await collect(me, PHONE, true).expect(202);
    expect(product.erp.journal.count(OPEN)).toBe(2);
  });

  it('are for telephony that is not cancelled', async () => {
    expectProblem(await collect(me, '899059', true), 422, 'NOT_A_PHONE_CONTRACT');
    expectProblem(await collect(other, PHONE, true), 404, 'NOT_FOUND');
    expect(product.erp.journal.count(OPEN)).toBe(0);
  });

  it.each([undefined, 'sim', 1, null])('are refused for %j', async (enabled) => {
    expectProblem(await collect(me, PHONE, enabled), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of two taps at once are one request', async () => {
    product.erp.faults.set(OPEN, { kind: 'latency', ms: 200 });
    const answers = await Promise.all([collect(me, PHONE, true), collect(me, PHONE, true)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[1].body).toEqual(answers[0].body);
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });

  it.each([{ kind: 'reset-after' }, { kind: 'slow-after', ms: 1_500 }] as const)(
    'are found by our reference after a lost answer ($kind)',
    async (fault) => {
      product.erp.faults.set(OPEN, { ...fault, times: 1 });
      const { body } = await collect(me, PHONE, true).expect(202);
      const opened = [...product.erp.state.serviceOrders.values()].find(({ contractId }) => contractId === 1500001);
      expect(body).toMatchObject({ protocol: opened?.protocol });
      expect(product.erp.journal.count(OPEN)).toBe(1);
    },
  );

  it('stay uncertain when nothing shows them', async () => {
    product.erp.faults.set(OPEN, { kind: 'html', times: 1 });
    expectProblem(await collect(me, PHONE, true), 504, 'OUTCOME_UNCERTAIN');
    expectProblem(await collect(me, PHONE, true), 504, 'OUTCOME_UNCERTAIN');
    expect(product.erp.journal.count(OPEN)).toBe(1);
  });
});
