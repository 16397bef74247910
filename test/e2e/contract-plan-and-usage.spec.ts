import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { forgetCredentials } from '../support/credentials.js';
import { expectProblem } from '../support/problems.js';

const CONTRACT = 'webservice-cliente.contract.read';
const PLANS = 'webservice-cliente.sales-catalogue.list-plans-for-sale';
const TRAFFIC = 'webservice-cliente.network.read-traffic';

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  const { state } = product.erp;
  const model = state.contracts.get(1283299)!;
  state.addContract({ ...model, id: 1500002, plan: 'FIBRA SOB MEDIDA', kind: 'EMPRESARIAL' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  await product.http().get('/app/v1/customers/contracts').set(me).expect(200);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const plan = (caller: Caller, contractId: string) =>
  product.http().get(`/app/v1/customers/contracts/${contractId}/plan`).set(caller);
const usage = (caller: Caller, contractId: string, query: Record<string, string> = {}) =>
  product.http().get(`/app/v1/customers/contracts/${contractId}/usage`).query(query).set(caller);

describe('plan', () => {
  it('is a 502 when the ERP answers a page', async () => {
    product.erp.faults.set(CONTRACT, { kind: 'html' });
    expectProblem(await plan(me, '899059'), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('has what was published of it', async () => {
    const { body } = await plan(me, '899059').expect(200);
    expect(body).toEqual({
      contract_id: '899059',
      plan: 'FIBRA 500MB',
      download_mbps: 500,
      upload_mbps: 250,
      price_cents: 9_990,
      price_formatted: 'R$ 99,90',
      list_price_cents: 9_990,
      included_services: ['Playhub Essencial'],
      loyalty: { active: true, ends_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      label: { code: 'FIB500-2026-01', url: 'https://provedor.example/etiquetas/FIB500-2026-01' },
    });
  });

  it('has the speed of its label otherwise, and stands without the price table', async () => {
    product.erp.faults.set(PLANS, { kind: 'html' });
    const { body } = await plan(me, '1283299').expect(200);
    expect(body).toMatchObject({ download_mbps: 10, upload_mbps: null, label: null, included_services: [] });
    expect((await plan(me, '1283303').expect(200)).body).toMatchObject({ download_mbps: null });
  });

  it('has the price table’s word on speeds that neither label nor publication tells', async () => {
    expect((await plan(me, '1500002').expect(200)).body).toMatchObject({
      download_mbps: 1_024,
      upload_mbps: 512,
      price_cents: 10_549,
      list_price_cents: 49_990,
      label: null,
    });
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await plan(other, '899059'), 404, 'NOT_FOUND');
    expectProblem(await usage(other, '899059'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

interface UsageBody {
  start_date: string;
  end_date: string;
  resolution: string;
  download_bytes: number;
  items: { at: string; download_bps: number; upload_bps: number }[];
}

describe('usage', () => {
  const today = todayInSaoPaulo();

  it('is a graph of the last week by hours', async () => {
    const body = (await usage(me, '899059').expect(200)).body as UsageBody;
    expect(body).toMatchObject({ start_date: addDays(today, -6), end_date: today, resolution: 'HOUR' });
    expect(body.items.length).toBeGreaterThan(24 * 5);
    const times = body.items.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    for (const { download_bps: bps } of body.items) expect(bps).toBeGreaterThan(0);
    expect(body.download_bytes).toBeGreaterThan(0);
  });

  it('is drawn by ten minutes or days where the period asks for it', async () => {
    const day = (await usage(me, '899059', { startDate: addDays(today, -1), endDate: addDays(today, -1) }).expect(200))
      .body as UsageBody;
    expect(day).toMatchObject({ resolution: 'TEN_MINUTES' });
    expect(day.items.length).toBeGreaterThan(120);
    const month = (await usage(me, '899059', { startDate: addDays(today, -38) }).expect(200)).body as UsageBody;
    expect(month.resolution).toBe('DAY');
    expect(month.items.length).toBeLessThanOrEqual(39);
  });

  it.each([
    { startDate: addDays(today, -39) },
    { startDate: addDays(today, 1) },
    { endDate: addDays(today, 1) },
    { startDate: today, endDate: addDays(today, -1) },
    { startDate: '2026-02-31' },
    { startDate: 'ontem' },
  ])('is refused for %j', async (query) => {
    expectProblem(await usage(me, '899059', query), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a 503 while the ERP is down', async () => {
    product.erp.faults.set(TRAFFIC, { kind: 'status', status: 500 });
    expectProblem(await usage(me, '899059'), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('asks for the password in a session without one', async () => {
    const caller = await product.loginCustomer();
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    product.erp.journal.clear();
    expectProblem(await usage(caller, '899059'), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expect(product.erp.journal.calls()).toEqual([]);
    me = await product.loginCustomer();
  });
});
