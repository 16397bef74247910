import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseBoleto } from '../../src/common/brazil/boleto.js';
import { todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const ALL = 'webservice-cliente.customer-bills.list-all';
const OPEN_OF_DOCUMENT = 'webservice-cliente.customer-bills.list-open-by-document';
const LINE = 'webservice-cliente.customer-bills.read-digitable-line';
const OVERVIEW = 'webservice-cliente.customer.read-overview';
const PRINT = 'webservice-cliente.customer-bills.print';

interface Card {
  id: string;
  amount_cents: number;
  updated_amount_cents: number;
  fine_cents: number;
  interest_cents: number;
  due_date: string;
  days_overdue: number;
  actions: { id: string; type: string; value: string }[];
}
interface Section {
  id: string;
  state: string;
  data: { total_cents: number; cards: Card[] } | null;
}
interface PaidBill {
  id: string;
  paid_on: string;
  contract_ids: string[];
  pdf_path: string;
}

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

const screen = (caller: Caller, query = '') => product.http().get(`/app/v1/interface/invoices${query}`).set(caller);
const paid = (caller: Caller, query = '') => product.http().get(`/app/v1/customers/invoices/paid${query}`).set(caller);
const pdf = (caller: Caller, id: string) => product.http().get(`/app/v1/customers/invoices/${id}/pdf`).set(caller);
const quick = (document: string) =>
  product.http().post('/app/v1/customers/quick-invoice').set(product.channel).send({ document });
const sectionsOf = (answer: { body: unknown }): Map<string, Section> =>
  new Map((answer.body as { sections: Section[] }).sections.map((section) => [section.id, section]));

it('answers problems on every route while the ERP has not been read yet', async () => {
  product.erp.faults.set(ALL, { kind: 'garbage' });
  expectProblem(await screen(me), 502, 'UPSTREAM_BAD_RESPONSE');
  expectProblem(await paid(me), 502, 'UPSTREAM_BAD_RESPONSE');
});

describe('invoices screen', () => {
  it('sorts bills into sections with sums, and actions that can be trusted', async () => {
    const answer = await screen(me).expect(200);
    expect(answer.body).toMatchObject({
      schema_version: 3,
      screen_id: 'invoices',
      layout: { order: ['overdue', 'open', 'next', 'paid'] },
    });
    const sections = sectionsOf(answer);
    const overdue = sections.get('overdue')!.data!;
    expect(overdue.cards).toHaveLength(1);
    const [card] = overdue.cards;
    expect(card!.updated_amount_cents).toBe(card!.amount_cents + card!.fine_cents + card!.interest_cents);
    expect(card!.days_overdue).toBeGreaterThan(0);
    expect(overdue.total_cents).toBe(card!.updated_amount_cents);
    const line = card!.actions.find(({ id }) => id === 'COPY_BARCODE')!;
    expect(parseBoleto(line.value, { referenceDate: todayInSaoPaulo() })).toMatchObject({
      amountCents: card!.amount_cents,
      dueDate: card!.due_date,
    });
    expect(sections.get('open')!.data!.cards.map(({ id }) => id)).toEqual(['8768702']);
    expect(sections.get('next')!.data!.cards.map(({ id }) => id)).toEqual(['8768703']);
  });

  it('offers to negotiate what is overdue, and nothing else', async () => {
    const actionsIn = (id: string): string[] =>
      sections.get(id)!.data!.cards.flatMap(({ actions }) => actions.map((action) => action.id));
    const sections = sectionsOf(await screen(me).expect(200));
    expect(actionsIn('overdue')).toEqual(['COPY_BARCODE', 'NEGOTIATE', 'PDF']);
    expect(actionsIn('open')).toEqual(['COPY_BARCODE', 'PDF']);
    const [card] = sections.get('overdue')!.data!.cards;
    const negotiate = card!.actions.find(({ id }) => id === 'NEGOTIATE')!;
    expect((await product.http().get(negotiate.value).set(me).expect(200)).body).toMatchObject({
      invoice_ids: [card!.id],
    });
  });

  it('offers cards, in their order, where there is a gateway', async () => {
    const fresh = await startTestApplication({
      PIX_STATIC_KEY: '11222333000181',
      // Never called: a screen makes no charge.
      PAYMENT_GATEWAY_URL: 'http://127.0.0.1:9',
      PAYMENT_GATEWAY_KEY: 'gateway-key',
      PAYMENT_WEBHOOK_SECRET: 'a-webhook-secret-of-more-than-32-characters',
      WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: '31',
    });
    try {
      const caller = await fresh.loginCustomer();
      // Without the contracts nobody knows what can be negotiated: the rest stands.
      fresh.erp.faults.set(OVERVIEW, { kind: 'status', status: 500 });
      const answer = await fresh.http().get('/app/v1/interface/invoices').set(caller).expect(200);
      const [card] = sectionsOf(answer).get('overdue')!.data!.cards;
      expect(card!.actions.map(({ id }) => id)).toEqual(['COPY_PIX', 'COPY_BARCODE', 'PAY_CARD', 'PDF']);
      expect(card!.actions[2]).toMatchObject({
        type: 'HTTP',
        method: 'POST',
        value: '/app/v1/finances/payment-links',
        body: { invoice_ids: [card!.id], method: 'CARD' },
      });
    } finally {
      await fresh.close();
    }
  });

  it('is not sent again to whoever has it', async () => {
    const answer = await screen(me).expect(200);
    const tag = String(answer.headers['etag']);
    expect(tag).toBe((answer.body as { etag: string }).etag);
    expect((await screen(me).set('if-none-match', tag)).status).toBe(304);
  });

  it('keeps to one contract when asked', async () => {
    const sections = sectionsOf(await screen(me, '?contractId=1283303').expect(200));
    expect(sections.get('open')!.data!.cards.map(({ id }) => id)).toEqual(['8768702']);
    expect(sections.get('overdue')).toMatchObject({ state: 'empty', data: { total_cents: 0, cards: [] } });
  });

  it('does not ask the ERP for a foreign contract', async () => {
    expectProblem(await screen(other, '?contractId=899059'), 404, 'NOT_FOUND');
    expectProblem(await screen(other, '?contractId=x'), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('hides a digitable line that is missing, malformed or of another amount, and keeps the rest', async () => {
    const withLine = async (text: string | undefined): Promise<string[]> => {
      const fresh = await startTestApplication();
      try {
        const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
        if (text === undefined) fresh.erp.faults.set(LINE, { kind: 'hang' });
        else fresh.erp.state.setDigitableLine(8769101, text);
        const answer = await fresh.http().get('/app/v1/interface/invoices').set(caller).expect(200);
        const card = sectionsOf(answer)
          .get('overdue')!
          .data!.cards.find(({ id }) => id === '8769101')!;
        return card.actions.map(({ id }) => id);
      } finally {
        await fresh.close();
      }
    };
    expect(await withLine('FALHA')).toEqual(['NEGOTIATE', 'PDF']);
    expect(await withLine('03399314796490000023956580201012810000000018170')).toEqual(['NEGOTIATE', 'PDF']);
    expect(await withLine('00190.00009 00000.000000 00000.000000 0 00000000000000')).toEqual(['NEGOTIATE', 'PDF']);
  });
});

describe('paid invoices', () => {
  it('are listed with the latest payment first, page by page', async () => {
    const first = (await paid(me, '?pageSize=3').expect(200)).body as {
      items: PaidBill[];
      next: number;
      total: number;
    };
    expect(first).toMatchObject({ page: 1, page_size: 3, total: 8, next: 2 });
    const last = (await paid(me, '?pageSize=3&page=3').expect(200)).body as { items: PaidBill[]; next: number | null };
    expect(last.items).toHaveLength(2);
    expect(last.next).toBeNull();
    const days = first.items.map(({ paid_on: day }) => day);
    expect(days).toEqual([...days].sort().reverse());
  });

  it('can be narrowed to a contract and to days', async () => {
    const { items } = (await paid(me, '?contractId=899059').expect(200)).body as { items: PaidBill[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ contract_ids: ids }) => ids.includes('899059'))).toBe(true);
    const day = items[0]!.paid_on;
    const between = (await paid(me, `?from=${day}&to=${day}`).expect(200)).body as { items: PaidBill[] };
    expect(between.items.map(({ paid_on: paidOn }) => paidOn)).toEqual([day]);
    expect((await paid(me, '?from=2001-01-01&to=2001-12-31').expect(200)).body).toMatchObject({ items: [], total: 0 });
  });

  it.each(['?page=0', '?pageSize=1000', '?from=01/01/2026', '?from=2026-02-31', '?contractId=12a'])(
    'refuse %s',
    async (query) => {
      expectProblem(await paid(me, query), 400, 'VALIDATION_ERROR');
    },
  );

  it('of a foreign contract are not found, and the ERP is not asked', async () => {
    expectProblem(await paid(other, '?contractId=899059'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('invoice PDF', () => {
  it('is passed through as a download', async () => {
    await screen(me).expect(200);
    const answer = await pdf(me, '8768701').buffer(true).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="fatura-8768701.pdf"',
      'cache-control': 'no-store',
    });
    expect((answer.body as Buffer).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it('of a foreign or unknown invoice is not found, and the ERP is not asked', async () => {
    await screen(me).expect(200);
    product.erp.journal.clear();
    expectProblem(await pdf(other, '8768701'), 404, 'NOT_FOUND');
    expectProblem(await pdf(me, '8769101'), 404, 'NOT_FOUND');
    expectProblem(await pdf(me, 'abc'), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('that is no PDF is a 502', async () => {
    await screen(me).expect(200);
    product.erp.faults.set(PRINT, { kind: 'html' });
    expectProblem(await pdf(me, '8768702'), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('quick invoice', () => {
  it('gives what paying needs and nothing of the person', async () => {
    const answer = await quick('111.444.777-35').expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { items } = answer.body as { items: Record<string, unknown>[] };
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(Object.keys(item).sort()).toEqual([
        'amount_cents',
        'amount_formatted',
        'digitable_line',
        'digitable_line_formatted',
        'due_date',
        'pix_copy_paste',
      ]);
      expect(parseBoleto(String(item['digitable_line']), { referenceDate: todayInSaoPaulo() })).toMatchObject({
        amountCents: item['amount_cents'],
        dueDate: item['due_date'],
      });
    }
  });

  it('answers an unknown document with an empty list', async () => {
    expect((await quick('39053344705').expect(200)).body).toEqual({ items: [] });
  });

  it('refuses an invalid document without asking the ERP', async () => {
    expectProblem(await quick('11144477736'), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is a 503 when the ERP is down', async () => {
    product.erp.faults.set(OPEN_OF_DOCUMENT, { kind: 'reset' });
    expectProblem(await quick('52998224725'), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('is limited per address', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 6; call += 1) statuses.push((await quick('39053344705')).status);
    expect(statuses).toContain(429);
    const refused = await quick('39053344705');
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});
