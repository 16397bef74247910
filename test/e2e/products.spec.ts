import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { plainDate } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const PLANS = 'webservice-cliente.sales-catalogue.list-plans-for-sale';
const BILLS = 'webservice-cliente.customer-bills.list-all';
/** 500MB in a loyalty term; of the second customer, 300MB and suspended. */
const FAST = '899059';
const SUSPENDED = '311622';
const SLOW = '1283299';

interface Eligibility {
  eligible: boolean;
  reasons: { code: string; text: string }[];
  warnings: { code: string }[];
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({ WEBSERVICE_CLIENTE_TIMEOUT_MS: '1500' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const eligibility = (caller: Caller, contractId: string, targetPlanId: string) =>
  product.http().get('/app/v1/products/exchange-eligibility').query({ contractId, targetPlanId }).set(caller);
const recommendations = (caller: Caller, contractId: string) =>
  product.http().get('/app/v1/products/recommendations').query({ contractId }).set(caller);
const codes = (body: unknown): string[] => (body as Eligibility).reasons.map(({ code }) => code);

describe('the eligibility for another plan', () => {
  it('is given with what changes and from when', async () => {
    const { body } = await eligibility(me, SLOW, '1164').expect(200);
    expect(body).toEqual({
      eligible: true,
      reasons: [],
      warnings: [],
      target_plan: {
        id: '1164',
        name: 'FIBRA 500MB',
        technology: 'FIBRA',
        download_mbps: 500,
        price_cents: 9_990,
        price_formatted: expect.stringContaining('99,90'),
      },
      penalty_cents: 0,
      loyalty_ends_on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      price_difference_cents: -559,
      effective_from: expect.stringMatching(/^\d{4}-\d{2}-10$/),
    });
  });

  it('tells everything that stands against it', async () => {
    const { body } = await eligibility(other, SUSPENDED, '1164').expect(200);
    expect(body).toMatchObject({ eligible: false, effective_from: null });
    expect(codes(body)).toEqual(['CONTRACT_NOT_ACTIVE', 'OVERDUE_BILL']);
    expect((body as Eligibility).reasons.every(({ text }) => text.length > 0)).toBe(true);
  });

  it('warns of less, which a loyalty term forbids', async () => {
    for (const bill of product.erp.state.billsOf(81593)) {
      if (bill.paidOn === null) product.erp.state.payBill(bill.id, plainDate(2026, 1, 10)!);
    }
    const fresh = await product.loginCustomer();
    const { body } = await eligibility(fresh, FAST, '1162').expect(200);
    expect(codes(body)).toContain('LOYALTY_ACTIVE');
    expect(body).toMatchObject({
      eligible: false,
      warnings: [{ code: 'SPEED_DECREASES' }, { code: 'PRICE_INCREASES' }],
      penalty_cents: null,
      price_difference_cents: 1_000,
    });
  });

  it('is not given for the same plan, nor for one that is not sold there', async () => {
    expect(codes((await eligibility(me, FAST, '1164').expect(200)).body)).toContain('SAME_PLAN');
    const { body } = await eligibility(me, FAST, '1170').expect(200);
    expect(codes(body)).toContain('PLAN_NOT_OFFERED');
    expect(body).toMatchObject({ target_plan: null, price_difference_cents: null });
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await eligibility(other, FAST, '1164'), 404, 'NOT_FOUND');
    expectProblem(await recommendations(other, FAST), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it.each([
    ['no plan', { contractId: FAST }],
    ['an odd plan', { contractId: FAST, targetPlanId: 'x' }],
    ['no contract', { targetPlanId: '1164' }],
  ])('refuses %s', async (_, query) => {
    expectProblem(
      await product.http().get('/app/v1/products/exchange-eligibility').query(query).set(me),
      400,
      'VALIDATION_ERROR',
    );
  });
});

describe('recommendations', () => {
  it('are faster or cheaper, with the reason', async () => {
    const { body } = await recommendations(me, SLOW).expect(200);
    expect(body).toEqual({
      items: [
        {
          id: '1164',
          name: 'FIBRA 500MB',
          technology: 'FIBRA',
          download_mbps: 500,
          price_cents: 9_990,
          price_formatted: expect.any(String),
          price_difference_cents: -559,
          why: {
            code: 'FASTER_FOR_LESS',
            text: expect.stringMatching(/^490 Mega a mais por R\$\s5,59 a menos por mês\.$/),
          },
        },
        expect.objectContaining({ id: '1162', why: expect.objectContaining({ code: 'FASTER' }) }),
      ],
    });
  });

  it('are none where nothing is better, nor for a contract that is not active', async () => {
    expect((await recommendations(me, FAST).expect(200)).body).toEqual({ items: [] });
    expect((await recommendations(other, SUSPENDED).expect(200)).body).toEqual({ items: [] });
  });

  it('need a contract', async () => {
    expectProblem(await product.http().get('/app/v1/products/recommendations').set(me), 400, 'VALIDATION_ERROR');
  });
});

it('answers problems while the ERP fails', async () => {
  const fresh = await startTestApplication();
  try {
    const caller = await fresh.loginCustomer();
    const ask = (path: string) => fresh.http().get(`/app/v1/products/${path}`).set(caller);
    await fresh.http().get('/app/v1/customers/contracts').set(caller).expect(200);
    fresh.erp.faults.set(PLANS, { kind: 'status', status: 503 });
    expectProblem(await ask(`recommendations?contractId=${SLOW}`), 503, 'UPSTREAM_UNAVAILABLE');
    fresh.erp.faults.clear();
    fresh.erp.faults.set(BILLS, { kind: 'garbage' });
    expectProblem(await ask(`exchange-eligibility?contractId=${SLOW}&targetPlanId=1164`), 502, 'UPSTREAM_BAD_RESPONSE');
  } finally {
    await fresh.close();
  }
});
