import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, plainDate, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const CALLS = 'webservice-cliente.contract-usage.list-calls';
const TOTALS = 'webservice-cliente.contract-usage.read-call-totals';
const BILLS = 'webservice-cliente.customer-bills.list-all';
const VALIDATE = 'webservice-cliente.bill-documents.validate-annual-settlement';
const PRINT = 'webservice-cliente.bill-documents.print-annual-settlement';

/** Has a telephone line; 899059 has none. */
const WITH_TELEPHONE = '1283299';
const WITHOUT = '899059';

const TODAY = todayInSaoPaulo();
const LAST_YEAR = Number(TODAY.slice(0, 4)) - 1;
const MONTH = { startDate: addDays(TODAY, -29), endDate: TODAY };

interface Call {
  started_at: string;
  duration_s: number;
  amount_cents: number;
}
interface Extract {
  items: Call[];
  total: number;
  next: number | null;
  totals: { calls: number; duration_s: number; amount_cents: number };
}
interface Period {
  period: string;
  status: string;
  amount_cents: number;
  paid_at: string | null;
  call_totals: { type: string; duration_s: number }[];
  links: { calls_extract: string; calls_pdf: string; invoices: { pdf_path: string }[] };
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  other = await product.loginCustomer(OTHER_CUSTOMER);
  // In January it would be a debt of the last year.
  product.erp.state.payBill(8768701, TODAY);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  me = await product.loginCustomer();
  product.erp.journal.clear();
});

const get = (path: string, query: object, caller: Caller = me) =>
  product.http().get(`/app/v1/finances/${path}`).query(query).set(caller);
const calls = (query: object = {}, caller?: Caller) =>
  get('calls-extract', { contractId: WITH_TELEPHONE, ...MONTH, ...query }, caller);
const pdf = (query: object = {}, caller?: Caller) =>
  get('extract/pdf', { contractId: WITH_TELEPHONE, ...MONTH, ...query }, caller).buffer(true);
const history = (query: object = {}, caller?: Caller) =>
  get('history-extract', { contractId: WITH_TELEPHONE, ...query }, caller);
const clearance = (query: object = {}, caller?: Caller) => get('annual-clearance', query, caller).buffer(true);
const forgetPassword = () => product.dataSource.query('UPDATE customer_session SET sealed_credential = NULL');
const isPdf = (body: unknown): boolean => (body as Buffer).subarray(0, 5).toString('latin1') === '%PDF-';

describe('calls extract', () => {
  it('lists the calls of a period newest first, with sums of all of them', async () => {
    const answer = await calls({ pageSize: 100 }).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const extract = answer.body as Extract;
    expect(extract.total).toBe(15);
    expect(extract.totals.calls).toBe(15);
    expect(extract.totals.amount_cents).toBe(extract.items.reduce((sum, call) => sum + call.amount_cents, 0));
    expect(extract.totals.duration_s).toBe(extract.items.reduce((sum, call) => sum + call.duration_s, 0));
    const times = extract.items.map((call) => Date.parse(call.started_at));
    expect(times).toEqual([...times].sort((left, right) => right - left));
    const [asked] = product.erp.journal.calls(CALLS);
    expect(asked?.path).toContain('dataInicio=');
    expect(asked?.path).not.toContain('demo-1234');

    const page = (await calls({ pageSize: 4, page: 4 }).expect(200)).body as Extract;
    expect(page.items).toHaveLength(3);
    expect(page.next).toBeNull();
    expect(page.totals).toEqual(extract.totals);
  });

  it('of a contract without a telephone is NOT_A_PHONE_CONTRACT', async () => {
    expectProblem(await calls({ contractId: WITHOUT }), 422, 'NOT_A_PHONE_CONTRACT');
    expectProblem(await pdf({ contractId: WITHOUT }), 422, 'NOT_A_PHONE_CONTRACT');
  });

  it.each([
    ['no contract', { contractId: '' }],
    ['no start', { startDate: '' }],
    ['a day that is none', { startDate: '2026-02-31' }],
    ['another form of day', { endDate: '21/11/2026' }],
    ['an end before its start', { startDate: TODAY, endDate: addDays(TODAY, -1) }],
    ['91 days', { startDate: addDays(TODAY, -90), endDate: TODAY }],
  ])('refuses %s', async (_, query) => {
    expectProblem(await calls(query), 400, 'VALIDATION_ERROR');
    expectProblem(await pdf(query), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls(CALLS)).toEqual([]);
  });

  it('takes 90 days', async () => {
    expect(((await calls({ startDate: addDays(TODAY, -89) }).expect(200)).body as Extract).total).toBe(45);
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await calls({}, other), 404, 'NOT_FOUND');
    expectProblem(await pdf({}, other), 404, 'NOT_FOUND');
    expectProblem(await history({}, other), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('asks for the password again in a session without it', async () => {
    await forgetPassword();
    expectProblem(await calls(), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expectProblem(await pdf(), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expectProblem(await clearance(), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a problem when the ERP fails, and never an old answer', async () => {
    await calls().expect(200);
    product.erp.faults.set(CALLS, { kind: 'truncated' });
    expectProblem(await calls(), 502, 'UPSTREAM_BAD_RESPONSE');
    product.erp.faults.set(CALLS, { kind: 'status', status: 500 });
    expectProblem(await pdf(), 503, 'UPSTREAM_UNAVAILABLE');
  });
});

describe('calls extract as a PDF', () => {
  it('is a download that nobody keeps', async () => {
    const answer = await pdf({ startDate: addDays(TODAY, -89) }).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="ligacoes-${WITH_TELEPHONE}-${addDays(TODAY, -89)}-${TODAY}.pdf"`,
    });
    expect(isPdf(answer.body)).toBe(true);
    expect((answer.body as Buffer).length).toBeGreaterThan(2_000);
  });

  it('of a period without calls is not found', async () => {
    const day = { startDate: '2001-01-01', endDate: '2001-01-31' };
    product.erp.state.addContract({
      ...product.erp.state.contracts.get(Number(WITHOUT))!,
      id: 1283400,
      service: 'TELEFONIA',
    });
    const fresh = await startTestApplication({ WEBSERVICE_CLIENTE_URL: product.erp.url });
    try {
      const caller = await fresh.loginCustomer();
      await fresh.http().get('/app/v1/customers/contracts').set(caller).expect(200);
      const query = { contractId: '1283400', ...day };
      expectProblem(await fresh.http().get('/app/v1/finances/extract/pdf').query(query).set(caller), 404, 'NOT_FOUND');
      const empty = await fresh.http().get('/app/v1/finances/calls-extract').query(query).set(caller).expect(200);
      expect(empty.body).toMatchObject({ items: [], total: 0, totals: { calls: 0, amount_cents: 0 } });
    } finally {
      await fresh.close();
    }
  });
});

describe('history extract', () => {
  it('has the last twelve months, newest first, with what fell due in each', async () => {
    const { items } = (await history().expect(200)).body as { items: Period[] };
    expect(items).toHaveLength(12);
    expect(items.map(({ period }) => period)).toEqual([...items.map(({ period }) => period)].sort().reverse());
    expect(items[0]!.period).toBe(TODAY.slice(0, 7));
    const paid = items.filter(({ status }) => status === 'PAID');
    expect(paid.length).toBeGreaterThan(0);
    for (const { paid_at: day, amount_cents: cents } of paid) {
      expect(day).not.toBeNull();
      expect(cents).toBeGreaterThan(0);
    }
    expect(items.at(-1)).toMatchObject({ status: 'NONE', amount_cents: 0, paid_at: null, call_totals: [] });
    expect(items[0]!.call_totals.length).toBeGreaterThan(0);
    // Each row opens what it names.
    await product.http().get(items[1]!.links.calls_extract).set(me).expect(200);
    await product.http().get(items[1]!.links.calls_pdf).set(me).expect(200);
    const invoice = items.flatMap(({ links }) => links.invoices)[0]!;
    await product.http().get(invoice.pdf_path).set(me).expect(200);
  });

  it('can be of six months, and of no fewer', async () => {
    expect(((await history({ months: 6 }).expect(200)).body as { items: Period[] }).items).toHaveLength(6);
    for (const months of [5, 13, 'x']) expectProblem(await history({ months }), 400, 'VALIDATION_ERROR');
  });

  it('goes without call totals where they cannot be had', async () => {
    product.erp.faults.set(TOTALS, { kind: 'garbage' });
    expect((await history().expect(200)).body).toMatchObject({ items: expect.arrayContaining([]) });
    product.erp.faults.clear();
    await forgetPassword();
    const { items } = (await history().expect(200)).body as { items: Period[] };
    expect(items.every(({ call_totals: totals }) => totals.length === 0)).toBe(true);
  });

  it('is a problem while the bills were never read', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer();
      fresh.erp.faults.set(BILLS, { kind: 'html' });
      const answer = await fresh
        .http()
        .get('/app/v1/finances/history-extract')
        .query({ contractId: WITH_TELEPHONE })
        .set(caller);
      expectProblem(answer, 502, 'UPSTREAM_BAD_RESPONSE');
    } finally {
      await fresh.close();
    }
  });
});

describe('annual clearance', () => {
  it('is the statement of the last year, validated first', async () => {
    const answer = await clearance().expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="quitacao-${LAST_YEAR}.pdf"`,
    });
    expect(isPdf(answer.body)).toBe(true);
    expect(product.erp.journal.calls().map(({ operationId }) => operationId)).toEqual([VALIDATE, PRINT]);
    await clearance({ year: LAST_YEAR - 1 }).expect(200);
  });

  it('is OPEN_DEBTS for a year with an unpaid invoice', async () => {
    const id = 8768500;
    product.erp.state.addBill({
      id,
      customerId: 81593,
      contractIds: [899059],
      amount: 99.9,
      dueDate: plainDate(LAST_YEAR, 6, 10)!,
      paidOn: null,
    });
    expectProblem(await clearance(), 409, 'OPEN_DEBTS');
    expect(product.erp.journal.calls(PRINT)).toEqual([]);
    product.erp.state.bills.delete(id);
  });

  it.each([[LAST_YEAR + 1], [1999], ['x']])('refuses the year %s', async (year) => {
    expectProblem(await clearance({ year }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a problem when the ERP fails', async () => {
    product.erp.faults.set(PRINT, { kind: 'html' });
    expectProblem(await clearance(), 502, 'UPSTREAM_BAD_RESPONSE');
    product.erp.faults.set(VALIDATE, { kind: 'status', status: 503 });
    expectProblem(await clearance(), 503, 'UPSTREAM_UNAVAILABLE');
  });
});
