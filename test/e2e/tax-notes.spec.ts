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

const LIST = 'webservice-cliente.tax-notes.list';
const PRINT = 'webservice-cliente.tax-notes.print';

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
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const list = (caller: Caller, query: Record<string, string> = {}) =>
  product.http().get('/app/v1/customers/tax-notes').query(query).set(caller);
const pdf = (caller: Caller, id: string) =>
  product.http().get(`/app/v1/customers/tax-notes/${id}/pdf`).set(caller).buffer(true);

interface Notes {
  total: number;
  next: number | null;
  items: { id: string; issued_at: string; pdf_path: string }[];
}
const notesOf = async (caller: Caller, query: Record<string, string> = {}) =>
  (await list(caller, query).expect(200)).body as Notes;

const today = todayInSaoPaulo();

describe('list', () => {
  it('has six months of notes, the newest first', async () => {
    const notes = await notesOf(me);
    expect(notes.total).toBeGreaterThan(5);
    const issued = notes.items.map(({ issued_at: at }) => at);
    expect(issued).toEqual([...issued].sort().reverse());
    expect(notes.items[0]).toEqual({
      id: '768608',
      number: '768608',
      series: 'A22',
      model: '22',
      issued_at: expect.stringMatching(/T12:00:00-03:00$/),
      due_date: addDays(today, -21),
      amount_cents: 11_539,
      amount_formatted: 'R$ 115,39',
      status: 'NORMAL',
      access_key: null,
      pdf_path: '/app/v1/customers/tax-notes/768608/pdf',
    });
    expect(product.erp.journal.calls(LIST)[0]?.path).toContain(`dataFim=${today.split('-').reverse().join('-')}`);
  });

  it('is paged, and narrowed by the day of issue', async () => {
    const first = await notesOf(me, { pageSize: '2' });
    expect(first.items).toHaveLength(2);
    expect(first.next).toBe(2);
    const narrow = await notesOf(me, { startDate: addDays(today, -40), endDate: addDays(today, -20) });
    expect(narrow.items.map(({ id }) => id)).toEqual(['768608']);
    expect(await notesOf(me, { startDate: today, endDate: today })).toMatchObject({ items: [], total: 0 });
  });

  it.each([
    { startDate: addDays(today, -1_900) },
    { startDate: addDays(today, 1) },
    { startDate: '2026-02-31' },
    { endDate: 'hoje' },
    { page: '0' },
  ])('is refused for %j', async (query) => {
    expectProblem(await list(me, query), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('reaches back five years', async () => {
    await list(me, { startDate: addDays(today, -1_820) }).expect(200);
  });

  it('is a 503 while the ERP is down, and a 502 when it answers a page', async () => {
    product.erp.faults.set(LIST, { kind: 'status', status: 500 });
    expectProblem(await list(me), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(LIST, { kind: 'html' });
    expectProblem(await list(me), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('PDF', () => {
  it('is the note’s, for whom it was shown', async () => {
    const { items } = await notesOf(me);
    const answer = await product.http().get(items[0]!.pdf_path).set(me).buffer(true).expect(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="nota-fiscal-${items[0]!.id}.pdf"`);
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('of a foreign or unknown note is not found, and the ERP is not asked', async () => {
    const { items } = await notesOf(me);
    product.erp.journal.clear();
    for (const id of [items[0]!.id, '1', 'abc', '99999999999999999999']) {
      expectProblem(await pdf(other, id), 404, 'NOT_FOUND');
    }
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a 502 when the ERP answers something else', async () => {
    const { items } = await notesOf(me);
    product.erp.faults.set(PRINT, { kind: 'html' });
    expectProblem(await pdf(me, items[0]!.id), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

it('asks for the password in a session without one', async () => {
  const { items } = await notesOf(me);
  const caller = await product.loginCustomer();
  await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
  product.erp.journal.clear();
  expectProblem(await list(caller), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
  expectProblem(await pdf(caller, items[0]!.id), 428, 'UPSTREAM_CREDENTIALS_REQUIRED');
  expect(product.erp.journal.calls()).toEqual([]);
  expect(JSON.stringify(product.logs)).not.toContain(FIRST_CUSTOMER.password);
});
