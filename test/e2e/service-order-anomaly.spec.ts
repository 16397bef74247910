import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LineStatusPort } from '../../src/modules/service-orders/line-status.port.js';
import { type OutageNotice, OutageNotices } from '../../src/modules/massive-warnings/outage-notices.service.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const LIST = 'webservice-cliente.service-orders.list';
const CONNECTIONS = 'webservice-cliente.equipment.list-last-connections';
/** Marina's contract without an open order, and one with. */
const QUIET = '1283303';
const BUSY = '899059';
/** Roberto's, suspended and with an open order. */
const SUSPENDED = '311622';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  jest.restoreAllMocks();
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const check = (caller: Caller, contractId?: string) =>
  product.http().get('/app/v1/service-orders/check-anomaly').query({ contractId }).set(caller);
const announce = (...notices: OutageNotice[]) =>
  jest.spyOn(product.app.get(OutageNotices, { strict: false }), 'inForce').mockResolvedValue(notices);
const line = (online: boolean | null) =>
  jest.spyOn(product.app.get(LineStatusPort, { strict: false }), 'online').mockResolvedValue(online);
const OUTAGE: OutageNotice = {
  kind: 'MASSIVE_OUTAGE',
  message: 'Fibra rompida no Centro.',
  startedAt: new Date('2026-11-21T18:00:00Z'),
  expectedResolutionAt: new Date('2026-11-21T21:00:00Z'),
};

describe('check for anomalies', () => {
  // First: what is kept of a list may stand in for a failed read for a while.
  it('tells what it could not find out, and the rest all the same', async () => {
    for (const operation of [LIST, CONNECTIONS]) product.erp.faults.set(operation, { kind: 'status', status: 503 });
    const { body } = await check(me, QUIET).expect(200);
    expect(body).toMatchObject({
      kind: 'NONE',
      can_open_order: true,
      checks: expect.arrayContaining([
        { kind: 'OPEN_ORDER', status: 'unknown' },
        { kind: 'EQUIPMENT_OFFLINE', status: 'unknown' },
        { kind: 'FINANCIAL_BLOCK', status: 'none' },
      ]),
    });
  });

  it('finds nothing where all is well', async () => {
    line(true);
    const { body } = await check(me, QUIET).expect(200);
    expect(body).toEqual({
      has_anomaly: false,
      kind: 'NONE',
      message: expect.any(String),
      expected_resolution_at: null,
      can_open_order: true,
      suggested_action: 'OPEN_ORDER',
      checks: ['MASSIVE_OUTAGE', 'PLANNED_MAINTENANCE', 'FINANCIAL_BLOCK', 'OPEN_ORDER', 'EQUIPMENT_OFFLINE'].map(
        (kind) => ({ kind, status: 'none' }),
      ),
    });
  });

  it('asks the ERP whether the equipment is connected', async () => {
    const { body } = await check(me, '1283299').expect(200);
    expect(product.erp.journal.count(CONNECTIONS)).toBe(1);
    const { checks } = body as { checks: { kind: string; status: string }[] };
    expect(checks.find(({ kind }) => kind === 'EQUIPMENT_OFFLINE')?.status).toMatch(/^(found|none)$/);
  });

  it('finds an outage before anything else', async () => {
    announce({ ...OUTAGE, kind: 'PLANNED_MAINTENANCE', message: 'Manutenção à noite.' }, OUTAGE);
    expect((await check(me, BUSY).expect(200)).body).toMatchObject({
      has_anomaly: true,
      kind: 'MASSIVE_OUTAGE',
      message: 'Fibra rompida no Centro.',
      expected_resolution_at: '2026-11-21T18:00:00-03:00',
      can_open_order: false,
      suggested_action: 'WAIT',
    });
  });

  it('finds maintenance, a block, an open order and a silent line, in this order', async () => {
    announce({ ...OUTAGE, kind: 'PLANNED_MAINTENANCE' });
    expect((await check(me, BUSY).expect(200)).body).toMatchObject({
      kind: 'PLANNED_MAINTENANCE',
      can_open_order: false,
    });
    jest.restoreAllMocks();
    line(false);
    expect((await check(other, SUSPENDED).expect(200)).body).toMatchObject({
      kind: 'FINANCIAL_BLOCK',
      suggested_action: 'PAY_OR_UNLOCK',
      can_open_order: false,
    });
    expect((await check(me, BUSY).expect(200)).body).toMatchObject({
      kind: 'OPEN_ORDER',
      suggested_action: 'FOLLOW_ORDER',
    });
    expect((await check(me, QUIET).expect(200)).body).toMatchObject({
      kind: 'EQUIPMENT_OFFLINE',
      suggested_action: 'RESTART_EQUIPMENT',
      can_open_order: true,
    });
  });

  it('of a foreign contract is not found, and nobody is asked', async () => {
    expectProblem(await check(other, BUSY), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('needs a contract and a customer', async () => {
    expectProblem(await check(me), 400, 'VALIDATION_ERROR');
    expectProblem(await check(me, 'x'), 400, 'VALIDATION_ERROR');
    expectProblem(await check(product.channel, BUSY), 401, 'UNAUTHENTICATED');
  });
});
