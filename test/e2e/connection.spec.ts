import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const OVERVIEW = 'webservice-cliente.customer.read-overview';
const CONNECTIONS = 'webservice-cliente.equipment.list-last-connections';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  // Sessions of the simulator last for hours; what was heard within a day counts as recent here.
  product = await startTestApplication({ CONNECTION_INTERIM_SECONDS: '86400' });
  const { state } = product.erp;
  state.addContract({ ...state.contracts.get(1283299)!, id: 1500003, service: 'TV' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const status = (caller: Caller, contractId: string) =>
  product.http().get(`/app/v1/customers/connection-status?contractId=${contractId}`).set(caller);

describe('connection status', () => {
  // First, while nothing was read that could stand in.
  it('is a 503 while the ERP is down', async () => {
    product.erp.faults.set(OVERVIEW, { kind: 'status', status: 500 });
    expectProblem(await status(me, '899059'), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    await product.http().get('/app/v1/customers/contracts').set(me).expect(200);
  });

  it('of a contract in service fails with the network’s accounting, of a blocked one it does not', async () => {
    product.erp.faults.set(CONNECTIONS, { kind: 'html' });
    expectProblem(await status(me, '899059'), 502, 'UPSTREAM_BAD_RESPONSE');
    const { body } = await status(other, '311622').expect(200);
    expect(body).toEqual({
      contract_id: '311622',
      status: 'BLOCKED',
      since: null,
      last_seen_at: null,
      ip: null,
      expected_resolution_at: null,
      reasons: [{ code: 'OVERDUE_BILLS', message: 'O serviço está suspenso por falta de pagamento.' }],
      actions: ['PAY_BILLS', 'REQUEST_TRUST_UNLOCK'],
    });
  });

  it('tells what was heard last, and nothing of the network’s insides', async () => {
    const answer = await status(me, '899059').expect(200);
    const body = answer.body as Record<string, unknown>;
    expect(['ONLINE', 'OFFLINE']).toContain(body['status']);
    expect(body).toMatchObject({
      contract_id: '899059',
      since: expect.stringMatching(/-03:00$/),
      last_seen_at: expect.stringMatching(/-03:00$/),
    });
    expect(body['ip']).toBe(body['status'] === 'ONLINE' ? '203.0.113.95' : null);
    expect(answer.headers['cache-control']).toBe('no-store');
    // The hardware address, the access server and its port.
    for (const secret of ['74:CC:39:87:25:93', '203.0.113.4', 'LAFAIETE', 'cliente899059', 'demo-wifi']) {
      expect(answer.text).not.toContain(secret);
    }
  });

  it('is unknown of equipment that never connected', async () => {
    expect((await status(me, '1500003').expect(200)).body).toMatchObject({
      status: 'UNKNOWN',
      since: null,
      last_seen_at: null,
      ip: null,
      reasons: [{ code: 'NEVER_CONNECTED' }],
    });
  });

  it('asks once for many readers', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => status(me, '1283299')));
    expect(answers.map(({ status: code }) => code)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(product.erp.journal.count(CONNECTIONS)).toBeLessThanOrEqual(1);
  });

  it('is refused without a contract, and for one that is none', async () => {
    expectProblem(await product.http().get('/app/v1/customers/connection-status').set(me), 400, 'VALIDATION_ERROR');
    expectProblem(await status(me, 'abc'), 400, 'VALIDATION_ERROR');
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await status(other, '899059'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});
