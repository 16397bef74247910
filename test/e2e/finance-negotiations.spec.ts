import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isBusinessDay, isPlainDate, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { ActSettlement } from '../../src/common/acts/act-settlement.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const NEGOTIATE = 'webservice-cliente.bill-payments.negotiate';
const BILLS = 'webservice-cliente.customer-bills.list-all';

/** Two overdue bills of R$ 109,90: 8769101 and 8769102. */
const CONTRACT = '311622';
const DEADLINE_MS = 400;
const SETTLE_SECONDS = 5;

interface Parcel {
  number: number;
  due_date: string;
  total_cents: number;
  fine_cents: number;
  interest_cents: number;
  discount_cents: number;
}
interface Offer {
  offer_id: string;
  parcels: Parcel[];
  total_cents: number;
  valid_until: string;
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(DEADLINE_MS),
    UNCERTAIN_ACT_SETTLE_SECONDS: String(SETTLE_SECONDS),
  });
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.reset();
  product.erp.faults.clear();
  await product.dataSource.query('DELETE FROM irreversible_act');
  me = await product.loginCustomer(OTHER_CUSTOMER);
  other = await product.loginCustomer();
  product.erp.journal.clear();
});

const get = (caller: Caller, path: string, query: object) =>
  product.http().get(`/app/v1/finances/negotiations/${path}`).query(query).set(caller);
const check = (caller: Caller, query: object = { contractId: CONTRACT }) => get(caller, 'check', query);
const parcels = (caller: Caller, query: object = { contractId: CONTRACT }) => get(caller, 'parcels', query);
const take = (caller: Caller, offerId: unknown) =>
  product.http().post('/app/v1/finances/negotiations/invoices').set(caller).send({ offer_id: offerId });
const offersOf = async (query?: object): Promise<Offer[]> =>
  ((await parcels(me, query).expect(200)).body as { items: Offer[] }).items;
const puts = () => product.erp.journal.calls(NEGOTIATE).length;
const states = async (): Promise<string[]> =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM irreversible_act ORDER BY sent_at')).map(
    ({ state }) => state,
  );
const settlingTimePasses = () =>
  product.dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - $1 * interval '1 second'`, [
    SETTLE_SECONDS + 1,
  ]);

describe('check', () => {
  it('says what is open, what is overdue, and that it can be negotiated', async () => {
    const { body } = await check(me).expect(200);
    expect(body).toMatchObject({ contract_id: CONTRACT, eligible: true, reasons: [], max_parcels: 6 });
    const { open_invoices: open, overdue_cents: overdue } = body as {
      open_invoices: { id: string; updated_amount_cents: number; fine_cents: number; amount_cents: number }[];
      overdue_cents: number;
    };
    expect(open.map(({ id }) => id)).toEqual(['8769101', '8769102']);
    expect(overdue).toBeGreaterThan(2 * 10_990);
    for (const invoice of open) expect(invoice.fine_cents * 50).toBeLessThanOrEqual(invoice.amount_cents);
  });

  it.each([
    ['EM NEGOCIACAO', 'IN_NEGOTIATION'],
    ['CANCELADO', 'CANCELLED'],
  ] as const)('of a contract that is %s says %s, and there are no offers', async (status, reason) => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      fresh.erp.state.setContractStatus(Number(CONTRACT), status);
      const query = { contractId: CONTRACT };
      const answer = await fresh.http().get('/app/v1/finances/negotiations/check').query(query).set(caller).expect(200);
      expect(answer.body).toMatchObject({ eligible: false, reasons: [reason] });
      const refused = await fresh.http().get('/app/v1/finances/negotiations/parcels').query(query).set(caller);
      expectProblem(refused, 422, 'NEGOTIATION_NOT_POSSIBLE');
      expect(refused.body).toMatchObject({ reason });
    } finally {
      await fresh.close();
    }
  });

  it('says that nothing is overdue', async () => {
    const { body } = await check(other, { contractId: '1283299' }).expect(200);
    expect(body).toMatchObject({ eligible: false, reasons: ['NO_OVERDUE_INVOICES'], overdue_cents: 0 });
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await check(other), 404, 'NOT_FOUND');
    expectProblem(await parcels(other), 404, 'NOT_FOUND');
    expectProblem(await parcels(me, { contractId: CONTRACT, invoiceIds: '8768701' }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('parcels', () => {
  it('are offers that add up to the centavo, on business days from tomorrow', async () => {
    const offers = await offersOf();
    expect(offers.map((offer) => offer.parcels.length)).toEqual([1, 2, 3, 4, 5, 6]);
    const today = todayInSaoPaulo();
    for (const offer of offers) {
      expect(offer.parcels.reduce((sum, parcel) => sum + parcel.total_cents, 0)).toBe(offer.total_cents);
      for (const parcel of offer.parcels) {
        expect(parcel.due_date > today).toBe(true);
        if (isPlainDate(parcel.due_date)) expect(isBusinessDay(parcel.due_date)).toBe(true);
      }
    }
  });

  it('can be of chosen invoices and begin with a down payment', async () => {
    const offers = await offersOf({ contractId: CONTRACT, invoiceIds: '8769101', downPaymentCents: 5_000 });
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) {
      expect(offer.parcels[0]!.total_cents).toBe(5_000);
      expect(offer.total_cents).toBeLessThan(12_000);
    }
    const refused = await parcels(me, { contractId: CONTRACT, downPaymentCents: 1_000_000 });
    expectProblem(refused, 422, 'NEGOTIATION_NOT_POSSIBLE');
    expect(refused.body).toMatchObject({ reason: 'DOWN_PAYMENT_OUT_OF_RANGE' });
    const paid = await parcels(me, { contractId: CONTRACT, invoiceIds: '8769001' });
    expect(paid.body).toMatchObject({ code: 'NEGOTIATION_NOT_POSSIBLE', reason: 'INVOICES_NOT_NEGOTIABLE' });
  });

  it.each([
    {},
    { contractId: 'abc' },
    { contractId: CONTRACT, invoiceIds: 'x' },
    { contractId: CONTRACT, downPaymentCents: -1 },
    { contractId: CONTRACT, downPaymentCents: 1.5 },
  ])('refuse %j', async (query) => {
    expectProblem(await parcels(me, query), 400, 'VALIDATION_ERROR');
  });

  it('are a problem while the bills cannot be read', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      fresh.erp.faults.set(BILLS, { kind: 'garbage' });
      const path = '/app/v1/finances/negotiations/parcels';
      expectProblem(
        await fresh.http().get(path).query({ contractId: CONTRACT }).set(caller),
        502,
        'UPSTREAM_BAD_RESPONSE',
      );
    } finally {
      await fresh.close();
    }
  });
});

describe('taking an offer', () => {
  it('closes the invoices and answers the new ones', async () => {
    const [, , three] = await offersOf();
    const { body } = await take(me, three!.offer_id).expect(201);
    const made = body as { invoices: { id: string; due_date: string; amount_cents: number }[]; total_cents: number };
    expect(body).toMatchObject({
      contract_id: CONTRACT,
      negotiated_invoice_ids: ['8769101', '8769102'],
      total_cents: three!.total_cents,
    });
    expect(made.invoices.map(({ due_date: day, amount_cents: cents }) => [day, cents])).toEqual(
      three!.parcels.map((parcel) => [parcel.due_date, parcel.total_cents]),
    );
    for (const { id } of made.invoices) expect(id).toMatch(/^\d+$/);
    const [call] = product.erp.journal.calls(NEGOTIATE);
    expect(call?.body).toMatchObject({
      dadosNegociacao: [{ numeroParcela: 1 }, { numeroParcela: 2 }, { numeroParcela: 3 }],
    });

    expectProblem(await take(me, three!.offer_id), 409, 'ALREADY_NEGOTIATED');
    expect((await check(me)).body).toMatchObject({
      eligible: false,
      reasons: ['NO_OVERDUE_INVOICES'],
      active_negotiation: { state: 'DONE', total_cents: three!.total_cents, parcels: 3 },
    });
    expect(puts()).toBe(1);
    // The new invoices are the customer's: their documents can be opened.
    await product.http().get(`/app/v1/customers/invoices/${made.invoices[0]!.id}/pdf`).set(me).expect(200);
  });

  it('is refused for what is no offer, another customer’s, or an old one', async () => {
    const [one] = await offersOf();
    expectProblem(await take(me, 'abc.def'), 400, 'VALIDATION_ERROR');
    expectProblem(await take(me, undefined), 400, 'VALIDATION_ERROR');
    expectProblem(await take(other, one!.offer_id), 400, 'VALIDATION_ERROR');
    const realNow = Date.now;
    try {
      Date.now = () => realNow() - 901_000;
      const old = await offersOf();
      Date.now = realNow;
      expectProblem(await take(me, old[0]!.offer_id), 410, 'OFFER_EXPIRED');
    } finally {
      Date.now = realNow;
    }
    expect(puts()).toBe(0);
  });

  it('is OFFER_STALE when an invoice was paid or changed', async () => {
    const [one] = await offersOf();
    product.erp.state.payBill(8769101, todayInSaoPaulo());
    expectProblem(await take(me, one!.offer_id), 409, 'OFFER_STALE');
    expect(puts()).toBe(0);
    expect(await states()).toEqual([]);
  });

  it('asks for the password again in a session without it', async () => {
    const [one] = await offersOf();
    await product.dataSource.query('UPDATE customer_session SET sealed_credential = NULL');
    expectProblem(await take(me, one!.offer_id), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
    expect(puts()).toBe(0);
  });

  it('that the ERP refuses can be tried again', async () => {
    const [one] = await offersOf();
    product.erp.faults.set(NEGOTIATE, { kind: 'status', status: 400 });
    const refused = await take(me, one!.offer_id);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    product.erp.faults.clear();
    await take(me, one!.offer_id).expect(201);
    expect((await states()).at(-1)).toBe('done');
  });
});

describe('a lost answer', () => {
  it.each([
    ['drops the connection', { kind: 'reset-after' } as const],
    ['comes after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
    ['is no JSON', { kind: 'truncated' } as const],
  ])('that %s is found out by reading the invoices', async (_, fault) => {
    const [, two] = await offersOf();
    product.erp.faults.set(NEGOTIATE, fault);
    const { body } = await take(me, two!.offer_id).expect(201);
    expect((body as { invoices: { id: string | null }[] }).invoices.every(({ id }) => id !== null)).toBe(true);
    expect(puts()).toBe(1);
    expect(await states()).toEqual(['done']);
  });

  it('of an act that did not happen is uncertain until it is certain, and only then tried again', async () => {
    const [one] = await offersOf();
    product.erp.faults.set(NEGOTIATE, { kind: 'reset' });
    expectProblem(await take(me, one!.offer_id), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    expectProblem(await take(me, one!.offer_id), 504, 'OUTCOME_UNCERTAIN');
    expect((await check(me)).body).toMatchObject({
      eligible: false,
      reasons: ['NEGOTIATION_PENDING'],
      active_negotiation: { state: 'PENDING' },
    });
    expect(puts()).toBe(1);
    await settlingTimePasses();
    await take(me, one!.offer_id).expect(201);
    expect(puts()).toBe(2);
    expect(await states()).toEqual(['not_done', 'done']);
  });
});

describe('a negotiation whose process died', () => {
  it('is settled without another tap, by what the invoices say', async () => {
    const settlement = product.app.get(ActSettlement);
    const [one] = await offersOf();
    const abandon = (state: string) =>
      product.dataSource.query<[{ id: string }[], number]>(
        `UPDATE irreversible_act
         SET state = 'sent', outcome = NULL, settled_at = NULL, sent_at = now() - interval '1 hour'
         WHERE state = $1 RETURNING id`,
        [state],
      );
    product.erp.faults.set(NEGOTIATE, { kind: 'reset' });
    expectProblem(await take(me, one!.offer_id), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    const [[lost]] = await abandon('uncertain');
    await settlement.lookAt(lost!.id);
    expect(await states()).toEqual(['not_done']);

    await take(me, one!.offer_id).expect(201);
    const [[made]] = await abandon('done');
    await settlement.lookAt(made!.id);
    expect((await states()).sort()).toEqual(['done', 'not_done']);
    expect(puts()).toBe(2);
  });
});

describe('two taps at once', () => {
  it.each([
    ['the ERP answers', undefined],
    ['the ERP answers after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
  ])('are one negotiation when %s', async (_, fault) => {
    const [one, two] = await offersOf();
    if (fault !== undefined) product.erp.faults.set(NEGOTIATE, fault);
    const answers = await Promise.all([take(me, one!.offer_id), take(me, one!.offer_id), take(me, two!.offer_id)]);
    expect(puts()).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expectProblem(answer, 409, 'ALREADY_NEGOTIATED');
    }
  });
});
