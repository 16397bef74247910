import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../sandbox/core/simulator.js';
import { startFieldControl } from '../../sandbox/field-control/field-control.simulator.js';
import { fieldControlId } from '../../sandbox/field-control/identifiers.js';
import { startVhsys } from '../../sandbox/vhsys/vhsys.simulator.js';
import { serviceOrderStatuses } from '../../src/modules/service-orders/service-orders.port.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

interface Order {
  id: string;
  type: string | null;
  status: string;
  contract_id: string | null;
  opened_at: string | null;
  visit: { date: string } | null;
}
interface OrderList {
  items: Order[];
  total: number;
  next: number | null;
}

const ENDED = ['ST_OS_CONCLUIDA', 'ST_OS_SEM_SOLUCAO', 'ST_OS_CANCELADA'];

/** Whoever keeps the orders, the app sees the same: this suite runs unchanged against each of them. */
describe.each(['webservice-cliente', 'field-control', 'vhsys'])('service orders kept by %s', (provider) => {
  let product: TestApplication;
  let keeper: Simulator<unknown>;
  let others: Simulator<unknown>[];
  let me: Caller;
  let other: Caller;
  beforeAll(async () => {
    const fieldControl = await startFieldControl({ apiKey: 'providers-suite-key', rateLimited: false });
    const vhsys = await startVhsys({ accessToken: 'access', secretAccessToken: 'secret' });
    product = await startTestApplication({
      SERVICE_ORDERS_PROVIDER: provider,
      FIELD_CONTROL_URL: fieldControl.url,
      FIELD_CONTROL_API_KEY: 'providers-suite-key',
      // Which service of Field Control is a repair is the provider's own setting.
      FIELD_CONTROL_SERVICE_TYPES: `${fieldControlId(2)}=REPAIR,${fieldControlId(1)}=INSTALLATION`,
      VHSYS_URL: vhsys.url,
      VHSYS_ACCESS_TOKEN: 'access',
      VHSYS_SECRET_ACCESS_TOKEN: 'secret',
    });
    const simulators: Record<string, Simulator<unknown>> = {
      'webservice-cliente': product.erp,
      'field-control': fieldControl,
      vhsys,
    };
    keeper = simulators[provider]!;
    others = [fieldControl, vhsys];
    me = await product.loginCustomer();
    other = await product.loginCustomer(OTHER_CUSTOMER);
  }, 60_000);
  afterAll(async () => {
    await product.close();
    await Promise.all(others.map((simulator) => simulator.close()));
  });
  beforeEach(() => {
    keeper.faults.clear();
    keeper.journal.clear();
  });

  const get = (caller: Caller, query = '') => product.http().get(`/app/v1/service-orders${query}`).set(caller);
  const check = (caller: Caller, type: string, contractId: string) =>
    product.http().get('/app/v1/service-orders/check').query({ serviceOrderType: type, contractId }).set(caller);
  const listed = async (query = ''): Promise<OrderList> => (await get(me, query).expect(200)).body as OrderList;

  it('answers a problem while its keeper fails', async () => {
    keeper.faults.set('*', { kind: 'status', status: 503 });
    expectProblem(await get(me), 503, 'UPSTREAM_UNAVAILABLE');
    expectProblem(await check(me, 'REPAIR', '899059'), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('lists them in the one vocabulary, newest first', async () => {
    const { items, total } = await listed();
    expect(items.length).toBeGreaterThan(0);
    expect(total).toBe(items.length);
    for (const order of items) {
      expect(order.id).toMatch(/^\d{1,19}$/);
      expect(serviceOrderStatuses).toContain(order.status);
    }
    const opened = items.map(({ opened_at: at }) => Date.parse(at ?? '1970-01-01T00:00:00Z'));
    expect(opened).toEqual([...opened].sort((left, right) => right - left));
    expect(keeper.journal.calls().length).toBeGreaterThan(0);
  });

  it('filters and pages them', async () => {
    const { items } = await listed();
    const [first] = items;
    const ofStatus = (await listed(`?status=${first!.status}`)).items;
    expect(ofStatus.map(({ id }) => id)).toContain(first!.id);
    expect(ofStatus.every(({ status }) => status === first!.status)).toBe(true);
    expect((await listed('?pageSize=1')).items).toHaveLength(1);
    expect((await listed('?page=99')).items).toEqual([]);
    expectProblem(await get(me, '?status=OPEN'), 400, 'VALIDATION_ERROR');
  });

  it('reads the open order of a type, or says that there is none', async () => {
    const { items } = await listed();
    const open = items.find(({ status, type }) => type !== null && !ENDED.includes(status));
    expect(open).toBeDefined();
    const contractId = open!.contract_id ?? '899059';
    const { body } = await check(me, open!.type!, contractId).expect(200);
    expect(body).toMatchObject({ status: expect.stringMatching(/^ST_OS_/), can_cancel: expect.any(Boolean) });
    expect((body as { os_id: string }).os_id).toMatch(/^\d{1,19}$/);
    expect((body as { customer_address: object }).customer_address).toHaveProperty('cep');
    expectProblem(await check(me, 'PICKUP', contractId), 404, 'OS_NOT_FOUND');
  });

  it('asks nobody for a foreign contract', async () => {
    expectProblem(await check(other, 'REPAIR', '899059'), 404, 'NOT_FOUND');
    expectProblem(await get(other, '?contractId=899059'), 404, 'NOT_FOUND');
    expect(keeper.journal.calls()).toEqual([]);
  });
});
