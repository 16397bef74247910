import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const OPEN = 'webservice-cliente.service-orders.open';
const ORDERS = 'webservice-cliente.service-orders.list';
/** R$ 109,90 of contract 311622. */
const INVOICE = '8769101';
const ANCIENT = '8769000';
const DEADLINE_MS = 400;
const SETTLE_SECONDS = 5;
const DAY_MS = 86_400_000;

interface Dispute {
  id: string;
  protocol: string | null;
  status: string;
  opened_at: string;
  answer_due_at: string;
}

let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(DEADLINE_MS),
    UNCERTAIN_ACT_SETTLE_SECONDS: String(SETTLE_SECONDS),
    WEBSERVICE_CLIENTE_DISPUTE_TYPE_ID: '46',
  });
  product.erp.state.addBill({
    id: Number(ANCIENT),
    customerId: 366890,
    contractIds: [311622],
    amount: 109.9,
    dueDate: addDays(todayInSaoPaulo(), -1_200),
    paidOn: addDays(todayInSaoPaulo(), -1_190),
  });
  me = await product.loginCustomer(OTHER_CUSTOMER);
  other = await product.loginCustomer();
  // The ids that a customer was shown are the customer's.
  await product.http().get('/app/v1/interface/invoices').set(me).expect(200);
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  await product.dataSource.query('DELETE FROM billing_dispute');
  await product.dataSource.query('DELETE FROM irreversible_act');
});

const BODY = {
  invoice_id: INVOICE,
  amount_cents: 2_500,
  reason: 'CALLS_NOT_MADE',
  description: 'Não fiz estas ligações.',
  items: ['Ligações DDD'],
};
const open = (caller: Caller, over: object = {}) =>
  product
    .http()
    .post('/app/v1/finances/disputes')
    .set(caller)
    .send({ ...BODY, ...over });
const list = (caller: Caller, query: object = {}) =>
  product.http().get('/app/v1/finances/disputes').query(query).set(caller);
const opened = () => product.erp.journal.calls(OPEN).length;
const states = async (): Promise<string[]> =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM billing_dispute ORDER BY requested_at')).map(
    ({ state }) => state,
  );
const orderOf = (protocol: string | null) =>
  [...product.erp.state.serviceOrders.values()].find((order) => order.protocol === protocol);

describe('dispute', () => {
  it('opens an attendance with a protocol, a day to be answered by, and what is left to pay', async () => {
    const { body } = await open(me).expect(201);
    const dispute = body as Dispute;
    expect(body).toMatchObject({
      invoice_id: INVOICE,
      status: 'OPEN',
      amount_cents: 2_500,
      undisputed_cents: 8_490,
      reason: 'CALLS_NOT_MADE',
      items: ['Ligações DDD'],
    });
    expect(Date.parse(dispute.answer_due_at) - Date.parse(dispute.opened_at)).toBeGreaterThan(7 * DAY_MS - 2_000);
    expect(Date.parse(dispute.answer_due_at) - Date.parse(dispute.opened_at)).toBeLessThan(7 * DAY_MS + 2_000);
    const order = orderOf(dispute.protocol);
    expect(order).toMatchObject({ contractId: 311622, typeId: 46 });
    expect(order?.description).toContain(`FATURA ${INVOICE}`);
    expect(order?.description).toContain('R$ 25,00');

    const again = await open(me, { amount_cents: 100 });
    expectProblem(again, 409, 'DISPUTE_ALREADY_OPEN');
    expect(again.body).toMatchObject({ protocol: dispute.protocol });
    expect((await list(me).expect(200)).body).toEqual({
      items: [dispute],
      page: 1,
      page_size: 20,
      total: 1,
      next: null,
    });
    expect(opened()).toBe(1);
  });

  it('is closed when its attendance is, and the invoice can be contested again', async () => {
    const first = (await open(me).expect(201)).body as Dispute;
    orderOf(first.protocol)!.status = 'SOLUCIONADO';

    const { items } = (await list(me).expect(200)).body as { items: Dispute[] };
    expect(items).toMatchObject([{ status: 'CLOSED', protocol: first.protocol }]);
    await open(me).expect(201);
    expect((await list(me)).body).toMatchObject({ total: 2, items: [{ status: 'OPEN' }, { status: 'CLOSED' }] });
    expect((await list(me, { pageSize: 1, page: 2 })).body).toMatchObject({
      items: [{ status: 'CLOSED' }],
      next: null,
    });
  });

  it('is not possible above the invoice, nor for an old one', async () => {
    const above = await open(me, { amount_cents: 10_991 });
    expectProblem(above, 422, 'DISPUTE_NOT_POSSIBLE');
    expect(above.body).toMatchObject({ reason: 'AMOUNT_ABOVE_INVOICE' });
    const old = await open(me, { invoice_id: ANCIENT });
    expectProblem(old, 422, 'DISPUTE_NOT_POSSIBLE');
    expect(old.body).toMatchObject({ reason: 'WINDOW_CLOSED' });
    expect(opened()).toBe(0);
    await open(me, { amount_cents: 10_990 }).expect(201);
  });

  it('of a foreign invoice is not found, and the ERP is not asked', async () => {
    expectProblem(await open(other), 404, 'NOT_FOUND');
    expectProblem(await open(me, { invoice_id: '8768701' }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
    await open(me).expect(201);
    expect((await list(other)).body).toMatchObject({ items: [], total: 0 });
  });

  it.each([
    ['no invoice', { invoice_id: undefined }],
    ['an odd invoice', { invoice_id: 'abc' }],
    ['a number for an id', { invoice_id: 8769101 }],
    ['no amount', { amount_cents: undefined }],
    ['nothing', { amount_cents: 0 }],
    ['parts of a centavo', { amount_cents: 1.5 }],
    ['an unknown reason', { reason: 'BECAUSE' }],
    ['no description', { description: '' }],
    ['a long description', { description: 'x'.repeat(1_001) }],
    ['odd items', { items: [1] }],
  ])('refuses %s', async (_, over) => {
    expectProblem(await open(me, over), 400, 'VALIDATION_ERROR');
  });

  it('that surely did not reach the provider can be opened again', async () => {
    product.erp.faults.set(OPEN, { kind: 'status', status: 429 });
    expectProblem(await open(me), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    await open(me).expect(201);
    expect(await states()).toEqual(['not_done', 'open']);
  });

  it('is listed whatever the provider answers', async () => {
    const fresh = await startTestApplication();
    try {
      const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
      await fresh.http().get('/app/v1/interface/invoices').set(caller).expect(200);
      await fresh.http().post('/app/v1/finances/disputes').set(caller).send(BODY).expect(201);
      fresh.erp.faults.set('*', { kind: 'status', status: 500 });
      const path = '/app/v1/finances/disputes';
      expect((await fresh.http().get(path).set(caller).expect(200)).body).toMatchObject({ total: 1 });
    } finally {
      await fresh.close();
    }
  });
});

describe('a lost answer', () => {
  it.each([
    ['drops the connection', { kind: 'reset-after' } as const],
    ['comes after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
  ])('that %s is found out by looking for the attendance', async (_, fault) => {
    product.erp.faults.set(OPEN, fault);
    const dispute = (await open(me).expect(201)).body as Dispute;
    expect(orderOf(dispute.protocol)?.description).toContain(`FATURA ${INVOICE}`);
    expect(opened()).toBe(1);
    expect(await states()).toEqual(['open']);
  });

  it('of an act that did not happen is uncertain until it is certain, and only then tried again', async () => {
    product.erp.faults.set(OPEN, { kind: 'reset' });
    expectProblem(await open(me), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    expectProblem(await open(me), 504, 'OUTCOME_UNCERTAIN');
    expect((await list(me)).body).toMatchObject({ items: [{ status: 'PENDING', protocol: null }] });
    expect(opened()).toBe(1);
    await product.dataSource.query(`UPDATE irreversible_act SET sent_at = sent_at - $1 * interval '1 second'`, [
      SETTLE_SECONDS + 1,
    ]);
    await open(me).expect(201);
    expect(opened()).toBe(2);
    expect(await states()).toEqual(['not_done', 'open']);
  });

  it('is uncertain while the attendances cannot be read either, and true afterwards', async () => {
    product.erp.faults.set(OPEN, { kind: 'reset-after' });
    product.erp.faults.set(ORDERS, { kind: 'status', status: 503 });
    expectProblem(await open(me), 504, 'OUTCOME_UNCERTAIN');
    product.erp.faults.clear();
    expectProblem(await open(me), 409, 'DISPUTE_ALREADY_OPEN');
    expect(opened()).toBe(1);
  });
});

describe('two taps at once', () => {
  it.each([
    ['the ERP answers', undefined],
    ['the ERP answers after the deadline', { kind: 'slow-after', ms: DEADLINE_MS * 3 } as const],
  ])('are one attendance when %s', async (_, fault) => {
    if (fault !== undefined) product.erp.faults.set(OPEN, fault);
    const answers = await Promise.all([open(me), open(me)]);
    expect(opened()).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('attachments', () => {
  const ATTACH = 'webservice-cliente.service-orders.attach-documents';
  const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 2)]);
  const attach = (caller: Caller, id: string, files: readonly Buffer[] = [PDF]) => {
    const request = product.http().post(`/app/v1/finances/disputes/${id}/attachments`).set(caller);
    for (const content of files) void request.attach('files', content, 'minha conta.pdf');
    return request;
  };
  const attached = () => product.erp.state.serviceDesk.attachments;
  let dispute: Dispute;
  beforeEach(async () => {
    attached().length = 0;
    await product.dataSource.query('TRUNCATE file_upload, file_upload_block');
    dispute = (await open(me).expect(201)).body as Dispute;
    product.erp.journal.clear();
  });

  it('join the attendance under names of ours', async () => {
    const answer = await attach(me, dispute.id, [PDF, PDF]);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ dispute_id: dispute.id, received: 2 });
    const order = orderOf(dispute.protocol)!;
    expect(attached()).toEqual(
      [1, 2].map((place) => ({
        orderId: order.id,
        kind: 'DOCUMENTO',
        name: `documento-${place}.pdf`,
        bytes: PDF.length,
        mediaType: 'application/pdf',
      })),
    );
  });

  it('of another’s dispute, or of none, are not found and the ERP is not asked', async () => {
    expectProblem(await attach(other, dispute.id), 404, 'NOT_FOUND');
    expectProblem(await attach(me, '00000000-0000-4000-8000-000000000000'), 404, 'NOT_FOUND');
    expectProblem(await attach(me, 'x'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of a dispute that is closed are refused', async () => {
    await product.dataSource.query(`UPDATE billing_dispute SET state = 'closed'`);
    expectProblem(await attach(me, dispute.id), 409, 'DISPUTE_NOT_OPEN');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are files, and files that can be read', async () => {
    expectProblem(await attach(me, dispute.id, []), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await attach(me, dispute.id, [Buffer.from('text')]), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await attach(me, dispute.id, [Buffer.alloc(5 * 1024 * 1024 + 1)]), 413, 'PAYLOAD_TOO_LARGE');
    expect(attached()).toEqual([]);
  });

  it('whose answer was lost are sent once', async () => {
    product.erp.faults.set(ATTACH, { kind: 'reset-after' });
    expectProblem(await attach(me, dispute.id), 504, 'OUTCOME_UNCERTAIN');
    expect(product.erp.journal.calls(ATTACH)).toHaveLength(1);
    expect(attached()).toHaveLength(1);
  });

  it('are a problem while the ERP fails', async () => {
    product.erp.faults.set(ORDERS, { kind: 'status', status: 500 });
    expectProblem(await attach(me, dispute.id), 503, 'UPSTREAM_UNAVAILABLE');
    expect(attached()).toEqual([]);
  });
});
